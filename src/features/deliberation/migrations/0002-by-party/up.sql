create index deliberation_statement_party on city.deliberation_statement (party);

create index deliberation_rating_party on city.deliberation_rating (party);

create index deliberation_sign_in_party on city.deliberation_sign_in (party) where party is not null;

create index deliberation_speech_party on city.deliberation_speech (party) where party is not null;
