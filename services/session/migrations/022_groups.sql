-- The subject of a group is a fact about its chat, told like those about people.
ALTER TABLE session.chat_facts DROP CONSTRAINT chat_facts_kind_check;
ALTER TABLE session.chat_facts ADD CONSTRAINT chat_facts_kind_check
  CHECK (kind IN ('contact_changed', 'chat_merged', 'group_changed'));
