-- Invented cases as record 0002 kept them: every table, two agencies, a case each, and one that both see.
INSERT INTO record_agency (id, name) VALUES
    ('a0000000-0000-4000-8000-000000000001', 'Lamplight'),
    ('a0000000-0000-4000-8000-000000000002', 'Harbour House');
INSERT INTO record_case (id, agency_id, state, country, opened_at, opened_by, review_on, version) VALUES
    ('c0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'active', 'XA',
     '2026-03-02T09:00:00Z', 'b0000000-0000-4000-8000-000000000001', '2026-09-02', 3),
    ('c0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000002', 'draft', '',
     '2026-03-03T09:00:00Z', 'b0000000-0000-4000-8000-000000000002', NULL, 1);
INSERT INTO record_access (id, case_id, agency_id, lead_id, code, compartments, until, updated) VALUES
    ('d0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000001',
     'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'HK3T-9WDM-2XP3', 'ABCDEFGHIJ',
     NULL, '2026-03-04T09:00:00Z'),
    ('d0000000-0000-4000-8000-000000000002', 'c0000000-0000-4000-8000-000000000001',
     'a0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000001', 'RW4N-7CVJ-8FT6', 'BH',
     '2027-03-04T09:00:00Z', '2026-03-04T09:00:00Z'),
    ('d0000000-0000-4000-8000-000000000003', 'c0000000-0000-4000-8000-000000000002',
     'a0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000002', 'M6PX-3KDT-9WHN', 'ABCDEFGHIJ',
     NULL, '2026-03-05T09:00:00Z');
INSERT INTO record_person (id, case_id, agency_id, born_earliest, born_latest, born_precision, names, version) VALUES
    ('e0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000001',
     'a0000000-0000-4000-8000-000000000001', '2009-01-01', '2011-12-31', 'year', 2, 2),
    ('e0000000-0000-4000-8000-000000000002', 'c0000000-0000-4000-8000-000000000002',
     'a0000000-0000-4000-8000-000000000002', NULL, NULL, '', 0, 1);
INSERT INTO record_fact (id, case_id, agency_id, key, compartment, value, closed, source, certainty, true_earliest,
    true_latest, true_precision, recorded_at, recorded_by, supersedes, contradicts)
SELECT md5(c.id::text || number)::uuid, c.id, c.agency_id, 'fear.return', 'D',
    CASE WHEN number % 3 = 0 THEN NULL ELSE '"yes"'::jsonb END, CASE WHEN number % 3 = 0 THEN 'declined' ELSE '' END,
    'person', 'stated', '2026-01-01T00:00:00Z', '2026-01-31T23:59:00Z', 'month',
    c.opened_at + number * interval '1 minute', c.opened_by, '{}', '{}'
FROM record_case c, generate_series(1, 40) AS number;
INSERT INTO record_fact (id, case_id, agency_id, key, compartment, value, closed, source, certainty, true_precision,
    recorded_at, recorded_by, supersedes, contradicts)
SELECT md5(f.id::text || 'later')::uuid, f.case_id, f.agency_id, f.key, f.compartment, '"no"', '', 'document',
    'verified', '', f.recorded_at + interval '1 day', f.recorded_by, ARRAY[f.id], '{}'
FROM record_fact f WHERE f.closed = '';
INSERT INTO record_indicatorobservation (id, case_id, agency_id, indicator, compartment, observed, closed, source,
    recorded_at, recorded_by, supersedes)
SELECT md5(c.id::text || 'indicator')::uuid, c.id, c.agency_id, 'I-CD-01', 'C', true, '', 'person', c.opened_at,
    c.opened_by, '{}' FROM record_case c;
INSERT INTO record_ruleoutcome (id, case_id, agency_id, law, rules, since, ended, finding, compartment, state)
SELECT md5(c.id::text || 'outcome')::uuid, c.id, c.agency_id, '2026.11', '{R-CHD-01}', c.opened_at, NULL, 'child', 'F',
    'presumed' FROM record_case c;
INSERT INTO record_block (id, case_id, agency_id, law, rules, since, ended, action, verdict, hard, ask)
SELECT md5(c.id::text || 'block')::uuid, c.id, c.agency_id, '2026.11', '{R-CHD-01}', c.opened_at, NULL, 'detain',
    'refuse', true, '' FROM record_case c;
INSERT INTO record_right (id, case_id, agency_id, law, rules, since, ended, code, owed_by)
SELECT md5(c.id::text || 'right')::uuid, c.id, c.agency_id, '2026.11', '{R-CHD-01}', c.opened_at, NULL, 'S14.2',
    'the State' FROM record_case c;
INSERT INTO record_task (id, case_id, agency_id, law, rules, since, ended, role, what, state, version)
SELECT md5(c.id::text || 'task')::uuid, c.id, c.agency_id, '2026.11', '{R-CHD-01}', c.opened_at, NULL, 'CP',
    'Appoint a guardian', 'open', 2 FROM record_case c;
INSERT INTO record_deadline (id, case_id, agency_id, law, rules, since, ended, what, due, whole_day, legal, started_by,
    started)
SELECT md5(c.id::text || 'deadline')::uuid, c.id, c.agency_id, '2026.11', '{R-CHD-01}', c.opened_at, NULL, 'Guardian',
    c.opened_at + interval '7 days', true, false, 'assessment', c.opened_at FROM record_case c;
INSERT INTO record_sealedfield (id, case_id, agency_id, compartment, field, version, content, written_at, written_by)
SELECT md5(c.id::text || number)::uuid, c.id, c.agency_id, 'A', 'name.1', number, sha256(c.id::text::bytea),
    c.opened_at, c.opened_by FROM record_case c, generate_series(1, 3) AS number;
INSERT INTO record_consent (id, case_id, agency_id, purpose, recipient_id, compartments, basis, state, language,
    text_version, asked_at, asked_by, until, version)
SELECT md5(c.id::text || 'consent')::uuid, c.id, c.agency_id, 'referral', 'a0000000-0000-4000-8000-000000000002', 'BH',
    'consent', 'given', 'fa', '1', c.opened_at, c.opened_by, c.opened_at + interval '90 days', 1 FROM record_case c;
