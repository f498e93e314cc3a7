__zh__: one row as it stands, and the facts it came from. `version` is the number of facts; `leaf` is the receipt of a
fact's journal entry. Replaying the facts gives the row.
