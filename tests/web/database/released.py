"""A database as 0.2.0 left it: its tables as it made them, and two applicants' work in them."""

from __future__ import annotations

import cysqlite

TABLES = """
create table "person" ("id" VARCHAR(26) NOT NULL PRIMARY KEY, "login" VARCHAR(255) NOT NULL,
    "name" VARCHAR(255) NOT NULL, "province" VARCHAR(255) NOT NULL, "account" TEXT NOT NULL);
create unique index "person_login" on "person" ("login");
create table "record" ("id" VARCHAR(26) NOT NULL PRIMARY KEY, "person_id" VARCHAR(26) NOT NULL,
    "kind" VARCHAR(255) NOT NULL, "values" TEXT NOT NULL, "files" TEXT NOT NULL,
    "status" VARCHAR(255) NOT NULL, "opinion" VARCHAR(255) NOT NULL,
    "changed_at" VARCHAR(32) NOT NULL,
    foreign key ("person_id") references "person" ("id") on delete cascade);
create index "record_person_id" on "record" ("person_id");
create table "storedbundle" ("digest" VARCHAR(80) NOT NULL PRIMARY KEY,
    "plan" VARCHAR(255) NOT NULL, "text" TEXT NOT NULL);
create index "storedbundle_plan" on "storedbundle" ("plan");
create table "application" ("id" VARCHAR(26) NOT NULL PRIMARY KEY,
    "person_id" VARCHAR(26) NOT NULL, "plan" VARCHAR(255) NOT NULL,
    "province" VARCHAR(255) NOT NULL, "year" INTEGER NOT NULL, "bundle_id" VARCHAR(80) NOT NULL,
    "choice" TEXT NOT NULL, "choice_version" INTEGER NOT NULL, "state" VARCHAR(255) NOT NULL,
    "begun_at" VARCHAR(32) NOT NULL, "submitted_at" VARCHAR(32), "deleted_at" VARCHAR(32),
    foreign key ("person_id") references "person" ("id") on delete cascade,
    foreign key ("bundle_id") references "storedbundle" ("digest") on delete restrict);
create index "application_person_id" on "application" ("person_id");
create index "application_plan" on "application" ("plan");
create index "application_province" on "application" ("province");
create index "application_year" on "application" ("year");
create index "application_bundle_id" on "application" ("bundle_id");
create table "answers" ("id" INTEGER NOT NULL PRIMARY KEY, "application_id" VARCHAR(26) NOT NULL,
    "section" VARCHAR(255) NOT NULL, "values" TEXT NOT NULL, "version" INTEGER NOT NULL,
    "save_id" VARCHAR(255) NOT NULL, "saved_at" VARCHAR(32) NOT NULL,
    foreign key ("application_id") references "application" ("id") on delete cascade);
create index "answers_application_id" on "answers" ("application_id");
create unique index "answers_application_id_section" on "answers" ("application_id", "section");
create table "row" ("id" VARCHAR(26) NOT NULL PRIMARY KEY, "application_id" VARCHAR(26) NOT NULL,
    "list" VARCHAR(255) NOT NULL, "position" INTEGER NOT NULL, "values" TEXT NOT NULL,
    "version" INTEGER NOT NULL, "record" VARCHAR(255) NOT NULL, "snapshot" TEXT,
    "digest" VARCHAR(255) NOT NULL,
    foreign key ("application_id") references "application" ("id") on delete cascade);
create index "row_application_id" on "row" ("application_id");
create index "row_record" on "row" ("record");
create index "row_application_id_list_position" on "row" ("application_id", "list", "position");
create table "snapshot" ("id" VARCHAR(26) NOT NULL PRIMARY KEY,
    "application_id" VARCHAR(26) NOT NULL, "bundle" VARCHAR(255) NOT NULL,
    "dossier" TEXT NOT NULL, "report" TEXT NOT NULL, "digest" VARCHAR(255) NOT NULL,
    "taken_at" VARCHAR(32) NOT NULL,
    foreign key ("application_id") references "application" ("id") on delete cascade);
create index "snapshot_application_id" on "snapshot" ("application_id");
create table "storedfile" ("sha256" VARCHAR(64) NOT NULL PRIMARY KEY, "type" VARCHAR(255) NOT NULL,
    "bytes" INTEGER NOT NULL, "width" INTEGER, "height" INTEGER, "pages" INTEGER,
    "background" VARCHAR(255) NOT NULL, "stored_at" VARCHAR(32) NOT NULL);
create table "fileuse" ("id" VARCHAR(26) NOT NULL PRIMARY KEY, "person_id" VARCHAR(26) NOT NULL,
    "application_id" VARCHAR(26), "place" VARCHAR(255) NOT NULL, "position" INTEGER NOT NULL,
    "name" VARCHAR(255) NOT NULL, "content_id" VARCHAR(64) NOT NULL,
    foreign key ("person_id") references "person" ("id") on delete cascade,
    foreign key ("application_id") references "application" ("id") on delete cascade,
    foreign key ("content_id") references "storedfile" ("sha256") on delete restrict);
create index "fileuse_person_id" on "fileuse" ("person_id");
create index "fileuse_application_id" on "fileuse" ("application_id");
create index "fileuse_content_id" on "fileuse" ("content_id");
create index "fileuse_application_id_place" on "fileuse" ("application_id", "place");
"""

UNIT = '"unit":{"name":"蚌埠市青山小学","credit_code":"12340300MB1XXX0293","nature":"21"}'
PERSON = '"person":{"name":"李晓","id_number":"340104199006079988","mobile":"13800000000"}'

DATA = f"""
insert into person values
    ('p1', 'demo', '李晓', 'anhui', '{{{PERSON},{UNIT}}}'),
    ('p2', 'other', '王小', 'anhui', '{{"person":{{"mobile":"13800000000"}},{UNIT}}}'),
    ('p3', 'alone', '赵某', 'yunnan', '{{}}');
insert into record values
    ('r1', 'p1', 'education', '{{"school":"安徽某大学"}}', '{{}}', 'passed', '', '2026-01-01');
insert into storedbundle values ('b1', 'anhui/2022', 'bundle');
insert into application values
    ('a1', 'p1', 'anhui/2022', 'anhui', 2022, 'b1', '{{"mode":"normal"}}', 2, 'submitted',
     '2022-07-01T09:00:00+08:00', '2022-07-02T09:00:00+08:00', null),
    ('a2', 'p1', 'anhui/2022', 'anhui', 2022, 'b1', '{{}}', 1, 'editing',
     '2022-06-01T09:00:00+08:00', null, '2022-06-02T09:00:00+08:00');
insert into answers values (1, 'a1', 'personal', '{{"work_years":12}}', 7, 's', '2022-07-01');
insert into row values ('w1', 'a1', 'education', 1, '{{}}', 3, 'r1', '{{"kind":"education"}}', 'd');
insert into snapshot values ('s1', 'a1', 'b1', '{{}}', '{{"passed":true}}', 'd', '2022-07-02');
insert into storedfile values ('f0', 'jpg', 10, 1, 1, null, '', '2022-07-01');
insert into fileuse values ('u1', 'p1', 'a1', 'pledge_scan', 1, '承诺书.jpg', 'f0');
"""


def make_released(path: str) -> None:
    """Write such a database to a file."""
    connection = cysqlite.Connection(path)
    for statement in (TABLES + DATA).split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.close()
