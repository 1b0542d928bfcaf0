CREATE TABLE account (
	id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	username TEXT NOT NULL,
	login TEXT NOT NULL,
	full_name TEXT NOT NULL,
	mbox TEXT,
	mbox_folded TEXT,
	active BOOLEAN NOT NULL,
	manager INTEGER,
	phone TEXT,
	title TEXT,
	department TEXT,
	office TEXT,
	language TEXT,
	skype TEXT,
	birthday INTEGER,
	time_zone TEXT,
	search TEXT NOT NULL,
	created INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	CONSTRAINT pk_account PRIMARY KEY (id),
	CONSTRAINT uq_account_login UNIQUE (login),
	CONSTRAINT uq_account_mbox_folded UNIQUE (mbox_folded)
);

CREATE INDEX ix_account_manager ON account (manager);

CREATE TABLE account_group (
	id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	name TEXT NOT NULL,
	CONSTRAINT pk_account_group PRIMARY KEY (id),
	CONSTRAINT uq_account_group_name UNIQUE (name)
);

CREATE TABLE app_variable (
	app TEXT NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	data_type TEXT NOT NULL,
	value TEXT,
	version INTEGER NOT NULL,
	CONSTRAINT pk_app_variable PRIMARY KEY (app, name)
);

CREATE TABLE attempt (
	message INTEGER NOT NULL,
	part INTEGER NOT NULL,
	number INTEGER NOT NULL,
	started INTEGER NOT NULL,
	ended INTEGER NOT NULL,
	worker TEXT NOT NULL,
	server TEXT,
	outcome TEXT NOT NULL,
	code INTEGER,
	text TEXT,
	state TEXT NOT NULL,
	CONSTRAINT pk_attempt PRIMARY KEY (message, part, number)
);

CREATE TABLE change_feed (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	changes TEXT NOT NULL
);

CREATE TABLE circuit (
	connection TEXT NOT NULL,
	state TEXT NOT NULL,
	since INTEGER NOT NULL,
	until INTEGER NOT NULL,
	failures INTEGER NOT NULL,
	tries TEXT NOT NULL,
	code INTEGER,
	text TEXT NOT NULL,
	CONSTRAINT pk_circuit PRIMARY KEY (connection)
);

CREATE TABLE configuration (
	id INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_configuration PRIMARY KEY (id),
	CONSTRAINT ck_configuration_one_row CHECK (id = 1)
);

CREATE TABLE credential (
	account INTEGER NOT NULL,
	password_hash TEXT,
	must_change BOOLEAN NOT NULL,
	roles TEXT NOT NULL,
	CONSTRAINT pk_credential PRIMARY KEY (account)
);

CREATE TABLE definition (
	id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	version INTEGER NOT NULL,
	format INTEGER NOT NULL,
	body TEXT NOT NULL,
	active BOOLEAN NOT NULL,
	problems TEXT NOT NULL,
	app TEXT,
	title TEXT NOT NULL,
	search TEXT NOT NULL,
	author TEXT NOT NULL,
	account TEXT,
	created INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	CONSTRAINT pk_definition PRIMARY KEY (id),
	CONSTRAINT uq_definition_kind_name UNIQUE (kind, name)
);

CREATE TABLE definition_reference (
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	target_kind TEXT NOT NULL,
	target_name TEXT NOT NULL,
	target_part TEXT NOT NULL,
	CONSTRAINT pk_definition_reference PRIMARY KEY (kind, name, target_kind, target_name, target_part)
);

CREATE INDEX ix_definition_reference_target ON definition_reference (target_kind, target_name);

CREATE TABLE definition_secret (
	definition INTEGER NOT NULL,
	field TEXT NOT NULL,
	sealed BLOB NOT NULL,
	CONSTRAINT pk_definition_secret PRIMARY KEY (definition, field)
);

CREATE TABLE definition_version (
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	version INTEGER NOT NULL,
	format INTEGER NOT NULL,
	body TEXT,
	revision INTEGER NOT NULL,
	author TEXT NOT NULL,
	account TEXT,
	at INTEGER NOT NULL,
	CONSTRAINT pk_definition_version PRIMARY KEY (kind, name, version)
);

CREATE INDEX ix_definition_version_revision ON definition_version (revision);

CREATE TABLE delivery_minute (
	minute INTEGER NOT NULL,
	lane INTEGER NOT NULL,
	connection TEXT NOT NULL,
	worker INTEGER NOT NULL,
	accepted INTEGER NOT NULL,
	others INTEGER NOT NULL,
	CONSTRAINT pk_delivery_minute PRIMARY KEY (minute, lane, connection, worker)
);

CREATE TABLE document (
	id INTEGER NOT NULL,
	title TEXT NOT NULL,
	current INTEGER,
	creator INTEGER NOT NULL,
	created INTEGER NOT NULL,
	CONSTRAINT pk_document PRIMARY KEY (id)
);

CREATE INDEX ix_document_current ON document (current);

CREATE TABLE enum_variant (
	id INTEGER NOT NULL,
	attribute INTEGER NOT NULL,
	name TEXT NOT NULL,
	CONSTRAINT pk_enum_variant PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_enum_variant_name ON enum_variant (attribute, name);

CREATE TABLE group_member (
	"group" INTEGER NOT NULL,
	position INTEGER NOT NULL,
	member INTEGER NOT NULL,
	kind TEXT NOT NULL,
	CONSTRAINT pk_group_member PRIMARY KEY ("group", position)
);

CREATE INDEX ix_group_member_member ON group_member (member);

CREATE TABLE idempotency_key (
	account INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	request_hash BLOB NOT NULL,
	status INTEGER NOT NULL,
	answer BLOB NOT NULL,
	created INTEGER NOT NULL,
	CONSTRAINT pk_idempotency_key PRIMARY KEY (account, "key")
);

CREATE INDEX ix_idempotency_key_created ON idempotency_key (created);

CREATE TABLE job (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	message INTEGER NOT NULL,
	part INTEGER NOT NULL,
	lane INTEGER NOT NULL,
	connection TEXT NOT NULL,
	route TEXT NOT NULL,
	priority INTEGER NOT NULL,
	due INTEGER NOT NULL,
	expires INTEGER NOT NULL,
	attempts INTEGER NOT NULL,
	fence INTEGER NOT NULL,
	worker INTEGER,
	started INTEGER,
	hold TEXT
);

CREATE INDEX ix_job_held ON job (lane, connection, due) WHERE worker IS NULL AND hold IS NOT NULL;

CREATE INDEX ix_job_message ON job (message);

CREATE INDEX ix_job_ready ON job (lane, connection, route, priority, due, id, worker, hold) WHERE worker IS NULL AND hold IS NULL;

CREATE INDEX ix_job_worker ON job (worker) WHERE worker IS NOT NULL;

CREATE TABLE letter (
	message INTEGER NOT NULL,
	content BLOB NOT NULL,
	layout TEXT,
	needs_smtputf8 BOOLEAN NOT NULL,
	eight_bit BOOLEAN NOT NULL,
	origin TEXT,
	CONSTRAINT pk_letter PRIMARY KEY (message)
);

CREATE TABLE letter_blob (
	message INTEGER NOT NULL,
	digest TEXT NOT NULL,
	CONSTRAINT pk_letter_blob PRIMARY KEY (message, digest)
);

CREATE INDEX ix_letter_blob_digest ON letter_blob (digest);

CREATE TABLE link (
	attribute INTEGER NOT NULL,
	source INTEGER NOT NULL,
	position INTEGER NOT NULL,
	target INTEGER NOT NULL,
	CONSTRAINT pk_link PRIMARY KEY (attribute, source, position)
);

CREATE INDEX ix_link_target ON link (target, attribute, source);

CREATE TABLE login_failure (
	subject TEXT NOT NULL,
	failures INTEGER NOT NULL,
	last INTEGER NOT NULL,
	CONSTRAINT pk_login_failure PRIMARY KEY (subject)
);

CREATE TABLE message (
	id INTEGER NOT NULL,
	state TEXT NOT NULL,
	route TEXT NOT NULL,
	route_version INTEGER NOT NULL,
	connection TEXT NOT NULL,
	lane INTEGER NOT NULL,
	priority INTEGER NOT NULL,
	subject TEXT NOT NULL,
	sender TEXT NOT NULL,
	sender_address TEXT NOT NULL,
	message_id TEXT NOT NULL,
	size INTEGER NOT NULL,
	created INTEGER NOT NULL,
	expires INTEGER NOT NULL,
	settled INTEGER,
	"key" TEXT,
	run INTEGER,
	record TEXT,
	actor TEXT,
	wants_answer BOOLEAN NOT NULL,
	wants_delivered BOOLEAN NOT NULL,
	possibly_repeated BOOLEAN NOT NULL,
	why TEXT,
	trace TEXT,
	CONSTRAINT pk_message PRIMARY KEY (id),
	CONSTRAINT ck_message_lane CHECK (lane BETWEEN 0 AND 3),
	CONSTRAINT ck_message_priority CHECK (priority BETWEEN 0 AND 9)
);

CREATE INDEX ix_message_connection ON message (connection, id);

CREATE INDEX ix_message_created ON message (created);

CREATE INDEX ix_message_record ON message (record) WHERE record IS NOT NULL;

CREATE INDEX ix_message_route ON message (route, id);

CREATE INDEX ix_message_run ON message (run) WHERE run IS NOT NULL;

CREATE INDEX ix_message_unusual ON message (state, id) WHERE state != 'sent';

CREATE TABLE message_change (
	message INTEGER NOT NULL,
	number INTEGER NOT NULL,
	at INTEGER NOT NULL,
	state TEXT NOT NULL,
	why TEXT NOT NULL,
	actor TEXT,
	CONSTRAINT pk_message_change PRIMARY KEY (message, number)
);

CREATE TABLE message_id (
	message_id TEXT NOT NULL,
	message INTEGER NOT NULL,
	CONSTRAINT pk_message_id PRIMARY KEY (message_id)
)
 WITHOUT ROWID;

CREATE TABLE message_key (
	"key" TEXT NOT NULL,
	message INTEGER NOT NULL,
	CONSTRAINT pk_message_key PRIMARY KEY ("key")
)
 WITHOUT ROWID;

CREATE TABLE object (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	kind TEXT NOT NULL,
	template INTEGER
);

CREATE INDEX ix_object_template ON object (template, id);

CREATE TABLE pause (
	id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	reason TEXT NOT NULL,
	since INTEGER NOT NULL,
	until INTEGER,
	actor TEXT,
	CONSTRAINT pk_pause PRIMARY KEY (id)
);

CREATE INDEX ix_pause_place ON pause (kind, name, since);

CREATE TABLE rate (
	connection TEXT NOT NULL,
	slots TEXT NOT NULL,
	CONSTRAINT pk_rate PRIMARY KEY (connection)
);

CREATE TABLE recipient (
	message INTEGER NOT NULL,
	position INTEGER NOT NULL,
	part INTEGER NOT NULL,
	address TEXT NOT NULL,
	role TEXT NOT NULL,
	state TEXT NOT NULL,
	redirected TEXT,
	sent_to TEXT,
	code INTEGER,
	enhanced TEXT,
	text TEXT,
	changed INTEGER,
	bounced INTEGER,
	CONSTRAINT pk_recipient PRIMARY KEY (message, position)
);

CREATE INDEX ix_recipient_address ON recipient (lower(address));

CREATE TABLE record (
	id INTEGER NOT NULL,
	template INTEGER NOT NULL,
	version INTEGER NOT NULL,
	data TEXT NOT NULL,
	creator INTEGER NOT NULL,
	created INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	archived BOOLEAN NOT NULL,
	CONSTRAINT pk_record PRIMARY KEY (id)
);

CREATE INDEX ix_record_changed ON record (template, changed, id);

CREATE INDEX ix_record_creator ON record (creator, id);

CREATE INDEX ix_record_template ON record (template, id);

CREATE TABLE record_journal (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	record INTEGER NOT NULL,
	version INTEGER NOT NULL,
	at INTEGER NOT NULL,
	account INTEGER NOT NULL,
	attribute INTEGER NOT NULL,
	name TEXT NOT NULL,
	"before" TEXT,
	"after" TEXT
);

CREATE INDEX ix_record_journal_record ON record_journal (record, id);

CREATE TABLE record_text (
	record INTEGER NOT NULL,
	template INTEGER NOT NULL,
	text TEXT NOT NULL,
	CONSTRAINT pk_record_text PRIMARY KEY (record)
);

CREATE INDEX ix_record_text_template ON record_text (template);

CREATE VIRTUAL TABLE record_search USING fts5(text, content='record_text', content_rowid='record', tokenize='trigram case_sensitive 1');

CREATE TRIGGER record_text_inserted AFTER INSERT ON record_text BEGIN INSERT INTO record_search (rowid, text) VALUES (new.record, new.text); END;

CREATE TRIGGER record_text_deleted AFTER DELETE ON record_text BEGIN INSERT INTO record_search (record_search, rowid, text) VALUES ('delete', old.record, old.text); END;

CREATE TRIGGER record_text_updated AFTER UPDATE OF text ON record_text BEGIN INSERT INTO record_search (record_search, rowid, text) VALUES ('delete', old.record, old.text); INSERT INTO record_search (rowid, text) VALUES (new.record, new.text); END;

CREATE TABLE revision (
	id INTEGER NOT NULL,
	document INTEGER NOT NULL,
	number INTEGER NOT NULL,
	filename TEXT NOT NULL,
	digest TEXT NOT NULL,
	size INTEGER NOT NULL,
	creator INTEGER NOT NULL,
	created INTEGER NOT NULL,
	CONSTRAINT pk_revision PRIMARY KEY (id)
);

CREATE INDEX ix_revision_filename ON revision (filename);

CREATE UNIQUE INDEX uq_revision_number ON revision (document, number);

CREATE TABLE run (
	id INTEGER NOT NULL,
	state TEXT NOT NULL,
	scenario TEXT NOT NULL,
	version INTEGER NOT NULL,
	event TEXT NOT NULL,
	origin TEXT,
	initiator TEXT,
	login TEXT NOT NULL,
	parent INTEGER,
	event_key TEXT,
	waits_for INTEGER,
	stack TEXT,
	error TEXT,
	steps INTEGER NOT NULL,
	letters INTEGER NOT NULL,
	created INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	CONSTRAINT pk_run PRIMARY KEY (id),
	CONSTRAINT ck_run_state CHECK (state IN ('running', 'waiting', 'done', 'failed', 'cancelled')),
	CONSTRAINT uq_run_event_key UNIQUE (event_key)
);

CREATE INDEX ix_run_origin ON run (origin, id);

CREATE INDEX ix_run_scenario ON run (scenario, id);

CREATE INDEX ix_run_unusual ON run (state, id) WHERE state != 'done';

CREATE INDEX ix_run_waits_for ON run (waits_for) WHERE waits_for IS NOT NULL;

CREATE TABLE run_trace (
	run INTEGER NOT NULL,
	part INTEGER NOT NULL,
	entries TEXT NOT NULL,
	CONSTRAINT pk_run_trace PRIMARY KEY (run, part)
);

CREATE TABLE session (
	token_hash BLOB NOT NULL,
	account INTEGER NOT NULL,
	csrf_token TEXT NOT NULL,
	created INTEGER NOT NULL,
	used INTEGER NOT NULL,
	CONSTRAINT pk_session PRIMARY KEY (token_hash)
);

CREATE INDEX ix_session_account ON session (account);

CREATE TABLE settled_event (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	message INTEGER NOT NULL,
	run INTEGER,
	state TEXT NOT NULL,
	wants_answer BOOLEAN NOT NULL,
	at INTEGER NOT NULL
);

CREATE TABLE suppression (
	address TEXT NOT NULL,
	reason TEXT NOT NULL,
	until INTEGER,
	created INTEGER NOT NULL,
	CONSTRAINT pk_suppression PRIMARY KEY (address)
);

CREATE TABLE template_attribute (
	id INTEGER NOT NULL,
	template INTEGER NOT NULL,
	name TEXT NOT NULL,
	data_type TEXT NOT NULL,
	target TEXT,
	"indexed" TEXT,
	CONSTRAINT pk_template_attribute PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_template_attribute_name ON template_attribute (template, name);

CREATE TABLE token (
	id INTEGER NOT NULL,
	token_hash BLOB NOT NULL,
	account INTEGER NOT NULL,
	name TEXT NOT NULL,
	created INTEGER NOT NULL,
	expires INTEGER,
	CONSTRAINT pk_token PRIMARY KEY (id),
	CONSTRAINT uq_token_token_hash UNIQUE (token_hash)
);

CREATE INDEX ix_token_account ON token (account);

CREATE TABLE unique_value (
	attribute INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	record INTEGER NOT NULL,
	CONSTRAINT pk_unique_value PRIMARY KEY (attribute, "key")
);

CREATE INDEX ix_unique_value_record ON unique_value (record);

CREATE TABLE upload (
	id TEXT NOT NULL,
	filename TEXT NOT NULL,
	digest TEXT NOT NULL,
	size INTEGER NOT NULL,
	creator INTEGER NOT NULL,
	created INTEGER NOT NULL,
	CONSTRAINT pk_upload PRIMARY KEY (id)
);

CREATE INDEX ix_upload_created ON upload (created);

CREATE TABLE worker (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name TEXT NOT NULL,
	lanes TEXT NOT NULL,
	started INTEGER NOT NULL,
	seen INTEGER NOT NULL,
	lease_until INTEGER NOT NULL,
	ended INTEGER
);

