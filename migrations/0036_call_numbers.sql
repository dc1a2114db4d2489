-- The number of a call within its call-out, for saying who is meant: most names are masked alike. Existing rows: numbered by area and
-- person, as the calls of new call-outs are.
alter table call add column number int;

update call c set number = numbered.number
from (select id, row_number() over (partition by call_out_id order by tally_code, area_code, person_id) as number from call) numbered
where c.id = numbered.id;

alter table call alter column number set not null;
alter table call add constraint call_number_check check (number > 0);
