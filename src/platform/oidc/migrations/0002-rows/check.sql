select relname from pg_class where oid in ('city.identity_link'::regclass, 'city.identity_flow'::regclass, 'city.session_origin'::regclass, 'city.party_merge'::regclass) and not relrowsecurity;
