-- Which calls for help a person or a household has asked, also those that have ended: looked up for each call of a page, where two thousand
-- open at once read every request again for every call. Existing rows: indexed as they are, nothing in them changes.
create index help_request_of_person_idx on help_request (incident_id, person_id) where household_id is null;
create index help_request_of_household_idx on help_request (incident_id, household_id) where household_id is not null;
