-- One more thing that a proof of the tree may find: a post whose holder has no living number, so that only the deputy can be reached.
-- Existing rows: unchanged.
alter table dead_end drop constraint dead_end_kind_check;
alter table dead_end add constraint dead_end_kind_check
  check (kind in ('noLivingPath', 'oneLivingPath', 'holderUnreachable', 'brokenSuperior', 'orphanVillage', 'tooManyPosts', 'sharedNumber',
                  'failedNumber', 'deputyIsSelf', 'deputyOnLeave', 'mutedCheckSilent'));
