alter table city.identity_link enable row level security;

alter table city.identity_flow enable row level security;

alter table city.session_origin enable row level security;

alter table city.party_merge enable row level security;
