# __zh__ (__kebab__)

What it does, for whom, and in whose words; the law it follows; who may do what; what is still open.

**For whom.** Residents open one; staff of the area close it; everybody sees the list.

**Rules** (`rules/`). One step: open → closed. A title is needed to open, an outcome to close. Nothing here is law yet: replace these two rules by the procedure, each step with its citation.

**Who may do what.** `policy.ts`; the generated page docs/reference/access.md shows it.
