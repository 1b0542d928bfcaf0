CREATE TABLE account (
	id BIGINT NOT NULL,
	version INTEGER NOT NULL,
	username TEXT COLLATE "C" NOT NULL,
	login TEXT COLLATE "C" NOT NULL,
	full_name TEXT COLLATE "C" NOT NULL,
	mbox TEXT COLLATE "C",
	mbox_folded TEXT COLLATE "C",
	active BOOLEAN NOT NULL,
	manager BIGINT,
	phone TEXT COLLATE "C",
	title TEXT COLLATE "C",
	department TEXT COLLATE "C",
	office TEXT COLLATE "C",
	language TEXT COLLATE "C",
	skype TEXT COLLATE "C",
	birthday TIMESTAMP WITH TIME ZONE,
	time_zone TEXT COLLATE "C",
	search TEXT COLLATE "C" NOT NULL,
	created TIMESTAMP WITH TIME ZONE NOT NULL,
	changed TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_account PRIMARY KEY (id),
	CONSTRAINT uq_account_login UNIQUE (login),
	CONSTRAINT uq_account_mbox_folded UNIQUE (mbox_folded)
);

CREATE INDEX ix_account_manager ON account (manager);

COMMENT ON TABLE account IS 'People; one of them is the system itself';

COMMENT ON COLUMN account.login IS 'username, case folded';

COMMENT ON COLUMN account.search IS 'names and address, case folded';

CREATE TABLE account_group (
	id BIGINT NOT NULL,
	version INTEGER NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_account_group PRIMARY KEY (id),
	CONSTRAINT uq_account_group_name UNIQUE (name)
);

COMMENT ON TABLE account_group IS 'Groups of accounts and of groups';

CREATE TABLE app_variable (
	app TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	title TEXT COLLATE "C" NOT NULL,
	data_type TEXT COLLATE "C" NOT NULL,
	value JSONB,
	version INTEGER NOT NULL,
	CONSTRAINT pk_app_variable PRIMARY KEY (app, name)
);

COMMENT ON TABLE app_variable IS 'Variables of apps, readable from every app';

CREATE TABLE attempt (
	message BIGINT NOT NULL,
	part INTEGER NOT NULL,
	number INTEGER NOT NULL,
	started TIMESTAMP WITH TIME ZONE NOT NULL,
	ended TIMESTAMP WITH TIME ZONE NOT NULL,
	worker TEXT COLLATE "C" NOT NULL,
	server TEXT COLLATE "C",
	outcome TEXT COLLATE "C" NOT NULL,
	code INTEGER,
	text TEXT COLLATE "C",
	state TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_attempt PRIMARY KEY (message, part, number)
)
 PARTITION BY RANGE (message);

COMMENT ON TABLE attempt IS 'One try of one job; the change to sending (started) and the one after it (ended, state) in one row';

COMMENT ON COLUMN attempt.number IS 'from 1';

COMMENT ON COLUMN attempt.state IS 'the message''s state afterwards';

CREATE TABLE "attempt_default" PARTITION OF "attempt" DEFAULT;

CREATE TABLE change_feed (
	id BIGSERIAL NOT NULL,
	changes JSONB NOT NULL,
	CONSTRAINT pk_change_feed PRIMARY KEY (id)
);

COMMENT ON TABLE change_feed IS 'What was changed lately, for those who watch; the newest some thousand transactions';

COMMENT ON COLUMN change_feed.changes IS 'keys of what changed, by topic; one row for a transaction';

CREATE TABLE circuit (
	connection TEXT COLLATE "C" NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	since TIMESTAMP WITH TIME ZONE NOT NULL,
	until TIMESTAMP WITH TIME ZONE NOT NULL,
	failures INTEGER NOT NULL,
	tries JSONB NOT NULL,
	code INTEGER,
	text TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_circuit PRIMARY KEY (connection)
);

COMMENT ON TABLE circuit IS 'Connections whose server cannot be used; no row: all is well';

COMMENT ON COLUMN circuit.state IS 'open, auth_failed';

COMMENT ON COLUMN circuit.until IS 'when one letter may try again';

COMMENT ON COLUMN circuit.tries IS 'moments of refused sign-ins';

CREATE TABLE configuration (
	id INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_configuration PRIMARY KEY (id),
	CONSTRAINT ck_configuration_one_row CHECK (id = 1)
);

COMMENT ON TABLE configuration IS 'Grows with every change of any definition; a whole apply is one';

CREATE TABLE credential (
	account BIGINT NOT NULL,
	password_hash TEXT COLLATE "C",
	must_change BOOLEAN NOT NULL,
	roles JSONB NOT NULL,
	CONSTRAINT pk_credential PRIMARY KEY (account)
);

COMMENT ON TABLE credential IS 'How an account signs in and what roles it has; an account without a row cannot sign in';

CREATE TABLE definition (
	id BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	version INTEGER NOT NULL,
	format INTEGER NOT NULL,
	body TEXT NOT NULL,
	active BOOLEAN NOT NULL,
	problems TEXT NOT NULL,
	app TEXT COLLATE "C",
	title TEXT COLLATE "C" NOT NULL,
	search TEXT COLLATE "C" NOT NULL,
	author TEXT COLLATE "C" NOT NULL,
	account TEXT COLLATE "C",
	created TIMESTAMP WITH TIME ZONE NOT NULL,
	changed TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_definition PRIMARY KEY (id),
	CONSTRAINT uq_definition_kind_name UNIQUE (kind, name)
);

COMMENT ON TABLE definition IS 'What builders and administrators configure, as it is now';

COMMENT ON COLUMN definition.version IS 'ETag; grows by one with every save';

COMMENT ON COLUMN definition.format IS 'of the body; an older one is upcast when it is read';

COMMENT ON COLUMN definition.body IS 'the whole model without its secrets';

COMMENT ON COLUMN definition.app IS 'the app folder that it was applied from';

COMMENT ON COLUMN definition.search IS 'name, title and description, case folded';

COMMENT ON COLUMN definition.author IS 'login, as it was';

CREATE TABLE definition_reference (
	kind TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	target_kind TEXT COLLATE "C" NOT NULL,
	target_name TEXT COLLATE "C" NOT NULL,
	target_part TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_definition_reference PRIMARY KEY (kind, name, target_kind, target_name, target_part)
);

CREATE INDEX ix_definition_reference_target ON definition_reference (target_kind, target_name);

COMMENT ON TABLE definition_reference IS 'Who uses whom';

COMMENT ON COLUMN definition_reference.target_part IS 'such as an attribute of a template; empty: the whole';

CREATE TABLE definition_secret (
	definition BIGINT NOT NULL,
	field TEXT COLLATE "C" NOT NULL,
	sealed BYTEA NOT NULL,
	CONSTRAINT pk_definition_secret PRIMARY KEY (definition, field)
);

COMMENT ON TABLE definition_secret IS 'Passwords, tokens and keys of definitions';

COMMENT ON COLUMN definition_secret.sealed IS 'AES-GCM, bound to definition and field';

CREATE TABLE definition_version (
	kind TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	version INTEGER NOT NULL,
	format INTEGER NOT NULL,
	body TEXT,
	revision INTEGER NOT NULL,
	author TEXT COLLATE "C" NOT NULL,
	account TEXT COLLATE "C",
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_definition_version PRIMARY KEY (kind, name, version)
);

CREATE INDEX ix_definition_version_revision ON definition_version (revision);

COMMENT ON TABLE definition_version IS 'Every body that ever was, never rewritten; numbers go on when a name is used again';

COMMENT ON COLUMN definition_version.body IS 'null: this version is its deletion';

COMMENT ON COLUMN definition_version.revision IS 'of the configuration';

CREATE TABLE delivery_minute (
	minute TIMESTAMP WITH TIME ZONE NOT NULL,
	lane INTEGER NOT NULL,
	connection TEXT COLLATE "C" NOT NULL,
	worker BIGINT NOT NULL,
	accepted INTEGER NOT NULL,
	others INTEGER NOT NULL,
	CONSTRAINT pk_delivery_minute PRIMARY KEY (minute, lane, connection, worker)
);

COMMENT ON TABLE delivery_minute IS 'Attempts of each minute of the last day, for rates and charts';

COMMENT ON COLUMN delivery_minute.minute IS 'its beginning';

COMMENT ON COLUMN delivery_minute.worker IS 'so that no two write one row';

COMMENT ON COLUMN delivery_minute.accepted IS 'attempts that every recipient accepted';

COMMENT ON COLUMN delivery_minute.others IS 'deferred, rejected, uncertain';

CREATE TABLE document (
	id BIGINT NOT NULL,
	title TEXT COLLATE "C" NOT NULL,
	current BIGINT,
	creator BIGINT NOT NULL,
	created TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_document PRIMARY KEY (id)
);

CREATE INDEX ix_document_current ON document (current);

COMMENT ON TABLE document IS 'Documents; their contents are revisions';

COMMENT ON COLUMN document.current IS 'revision';

CREATE TABLE enum_variant (
	id BIGINT NOT NULL,
	attribute BIGINT NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_enum_variant PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_enum_variant_name ON enum_variant (attribute, name);

COMMENT ON TABLE enum_variant IS 'Ids of the values of value lists';

COMMENT ON COLUMN enum_variant.id IS 'enum.<id> in expressions';

CREATE TABLE group_member (
	"group" BIGINT NOT NULL,
	position INTEGER NOT NULL,
	member BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_group_member PRIMARY KEY ("group", position)
);

CREATE INDEX ix_group_member_member ON group_member (member);

COMMENT ON COLUMN group_member.kind IS 'account or group';

CREATE TABLE idempotency_key (
	account BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	request_hash BYTEA NOT NULL,
	status INTEGER NOT NULL,
	answer BYTEA NOT NULL,
	created TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_idempotency_key PRIMARY KEY (account, key)
);

CREATE INDEX ix_idempotency_key_created ON idempotency_key (created);

COMMENT ON TABLE idempotency_key IS 'First answers to requests with an Idempotency-Key, kept for 24 hours (spec/contract.md 6)';

CREATE TABLE job (
	id BIGSERIAL NOT NULL,
	message BIGINT NOT NULL,
	part INTEGER NOT NULL,
	lane INTEGER NOT NULL,
	connection TEXT COLLATE "C" NOT NULL,
	route TEXT COLLATE "C" NOT NULL,
	priority INTEGER NOT NULL,
	due TIMESTAMP WITH TIME ZONE NOT NULL,
	expires TIMESTAMP WITH TIME ZONE NOT NULL,
	attempts INTEGER NOT NULL,
	fence INTEGER NOT NULL,
	worker BIGINT,
	started TIMESTAMP WITH TIME ZONE,
	hold TEXT COLLATE "C",
	CONSTRAINT pk_job PRIMARY KEY (id)
)
 WITH (fillfactor = 50);

CREATE INDEX ix_job_held ON job (lane, connection, due) WHERE worker IS NULL AND hold IS NOT NULL;

CREATE INDEX ix_job_message ON job (message);

CREATE INDEX ix_job_ready ON job (lane, connection, route, priority, due, id, worker, hold) WHERE worker IS NULL AND hold IS NULL;

CREATE INDEX ix_job_worker ON job (worker) WHERE worker IS NOT NULL;

COMMENT ON TABLE job IS 'Work that is open: a message on its connection, at most 100 recipients';

COMMENT ON COLUMN job.attempts IS 'tries that are over';

COMMENT ON COLUMN job.fence IS 'grows with every claim';

COMMENT ON COLUMN job.worker IS 'who claimed it';

COMMENT ON COLUMN job.started IS 'set before the first final dot could be sent';

COMMENT ON COLUMN job.hold IS 'why nobody may claim it';

CREATE TABLE letter (
	message BIGINT NOT NULL,
	content BYTEA NOT NULL,
	layout JSONB,
	needs_smtputf8 BOOLEAN NOT NULL,
	eight_bit BOOLEAN NOT NULL,
	origin TEXT,
	CONSTRAINT pk_letter PRIMARY KEY (message)
)
 PARTITION BY RANGE (message);

COMMENT ON TABLE letter IS 'The frozen bytes of a message';

COMMENT ON COLUMN letter.content IS 'the segments of bytes, one after the other';

COMMENT ON COLUMN letter.layout IS 'how content and blobs make the letter; null: the content is all of it';

COMMENT ON COLUMN letter.origin IS 'the scenario''s action that made it, and the values it was made of';

CREATE TABLE "letter_default" PARTITION OF "letter" DEFAULT;

CREATE TABLE letter_blob (
	message BIGINT NOT NULL,
	digest VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_letter_blob PRIMARY KEY (message, digest)
)
 PARTITION BY RANGE (message);

CREATE INDEX ix_letter_blob_digest ON letter_blob (digest);

COMMENT ON TABLE letter_blob IS 'Stored contents that a letter refers to';

CREATE TABLE "letter_blob_default" PARTITION OF "letter_blob" DEFAULT;

CREATE TABLE link (
	attribute BIGINT NOT NULL,
	source BIGINT NOT NULL,
	position INTEGER NOT NULL,
	target BIGINT NOT NULL,
	CONSTRAINT pk_link PRIMARY KEY (attribute, source, position)
);

CREATE INDEX ix_link_target ON link (target, attribute, source);

COMMENT ON TABLE link IS 'References of records, in stored order';

CREATE TABLE login_failure (
	subject TEXT COLLATE "C" NOT NULL,
	failures INTEGER NOT NULL,
	last TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_login_failure PRIMARY KEY (subject)
);

COMMENT ON TABLE login_failure IS 'Failed sign-ins by login and by network address, for throttling';

CREATE TABLE message (
	id BIGINT NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	route TEXT COLLATE "C" NOT NULL,
	route_version INTEGER NOT NULL,
	connection TEXT COLLATE "C" NOT NULL,
	lane INTEGER NOT NULL,
	priority INTEGER NOT NULL,
	subject TEXT COLLATE "C" NOT NULL,
	sender TEXT COLLATE "C" NOT NULL,
	sender_address TEXT COLLATE "C" NOT NULL,
	message_id TEXT COLLATE "C" NOT NULL,
	size INTEGER NOT NULL,
	created TIMESTAMP WITH TIME ZONE NOT NULL,
	expires TIMESTAMP WITH TIME ZONE NOT NULL,
	settled TIMESTAMP WITH TIME ZONE,
	key TEXT COLLATE "C",
	run BIGINT,
	record TEXT COLLATE "C",
	actor TEXT COLLATE "C",
	wants_answer BOOLEAN NOT NULL,
	wants_delivered BOOLEAN NOT NULL,
	possibly_repeated BOOLEAN NOT NULL,
	why JSONB,
	trace TEXT COLLATE "C",
	CONSTRAINT pk_message PRIMARY KEY (id),
	CONSTRAINT ck_message_lane CHECK (lane BETWEEN 0 AND 3),
	CONSTRAINT ck_message_priority CHECK (priority BETWEEN 0 AND 9)
)
 PARTITION BY RANGE (id);

CREATE INDEX ix_message_connection ON message (connection, id);

CREATE INDEX ix_message_created ON message (created);

CREATE INDEX ix_message_record ON message (record) WHERE record IS NOT NULL;

CREATE INDEX ix_message_route ON message (route, id);

CREATE INDEX ix_message_run ON message (run) WHERE run IS NOT NULL;

CREATE INDEX ix_message_unusual ON message (state, id) WHERE state != 'sent';

COMMENT ON TABLE message IS 'A letter that was queued, and what became of it';

COMMENT ON COLUMN message.state IS 'at rest; sending and held follow from job and pause';

COMMENT ON COLUMN message.sender IS 'From as people read it';

COMMENT ON COLUMN message.size IS 'bytes on the wire';

COMMENT ON COLUMN message.settled IS 'when nothing was left to do';

COMMENT ON COLUMN message.wants_answer IS 'somebody waits for the outcome';

COMMENT ON COLUMN message.wants_delivered IS 'a scenario asked to hear of delivery';

COMMENT ON COLUMN message.why IS 'reason of the state, in both languages';

COMMENT ON COLUMN message.trace IS 'W3C traceparent of whoever queued it; null: nobody traces';

CREATE TABLE "message_default" PARTITION OF "message" DEFAULT;

CREATE TABLE message_change (
	message BIGINT NOT NULL,
	number INTEGER NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	why JSONB NOT NULL,
	actor TEXT COLLATE "C",
	CONSTRAINT pk_message_change PRIMARY KEY (message, number)
)
 PARTITION BY RANGE (message);

COMMENT ON TABLE message_change IS 'Changes of a message''s state that no attempt made: cancelled, retried, redirected, taken back';

CREATE TABLE "message_change_default" PARTITION OF "message_change" DEFAULT;

CREATE TABLE message_id (
	message_id TEXT COLLATE "C" NOT NULL,
	message BIGINT NOT NULL,
	CONSTRAINT pk_message_id PRIMARY KEY (message_id)
);

COMMENT ON TABLE message_id IS 'Message-IDs over all partitions; bounces and replies are matched by it';

CREATE TABLE message_key (
	key TEXT COLLATE "C" NOT NULL,
	message BIGINT NOT NULL,
	CONSTRAINT pk_message_key PRIMARY KEY (key)
);

COMMENT ON TABLE message_key IS 'The same action on the same event makes one message (R7)';

CREATE TABLE object (
	id BIGSERIAL NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	template BIGINT,
	CONSTRAINT pk_object PRIMARY KEY (id)
);

CREATE INDEX ix_object_template ON object (template, id);

COMMENT ON TABLE object IS 'Everything that users can refer to shares one sequence of ids (spec/contract.md 1)';

CREATE TABLE pause (
	id BIGSERIAL NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	since TIMESTAMP WITH TIME ZONE NOT NULL,
	until TIMESTAMP WITH TIME ZONE,
	actor TEXT COLLATE "C",
	CONSTRAINT pk_pause PRIMARY KEY (id)
);

CREATE INDEX ix_pause_place ON pause (kind, name, since);

COMMENT ON TABLE pause IS 'Times in which letters were held; the clock of their expiry stood still';

COMMENT ON COLUMN pause.kind IS 'connection, route or lane';

COMMENT ON COLUMN pause.reason IS 'paused or disabled';

COMMENT ON COLUMN pause.until IS 'null while it lasts';

CREATE TABLE rate (
	connection TEXT COLLATE "C" NOT NULL,
	slots JSONB NOT NULL,
	CONSTRAINT pk_rate PRIMARY KEY (connection)
);

COMMENT ON TABLE rate IS 'What was sent lately over connections with a rate limit, by all workers together';

COMMENT ON COLUMN rate.slots IS 'letters by tenth of the period';

CREATE TABLE recipient (
	message BIGINT NOT NULL,
	position INTEGER NOT NULL,
	part INTEGER NOT NULL,
	address TEXT COLLATE "C" NOT NULL,
	role TEXT COLLATE "C" NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	redirected TEXT COLLATE "C",
	sent_to TEXT COLLATE "C",
	code INTEGER,
	enhanced TEXT COLLATE "C",
	text TEXT COLLATE "C",
	changed TIMESTAMP WITH TIME ZONE,
	bounced TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_recipient PRIMARY KEY (message, position)
)
 PARTITION BY RANGE (message);

CREATE INDEX ix_recipient_address ON recipient (lower(address));

COMMENT ON TABLE recipient IS 'One address of a message''s envelope, and the server''s last word on it';

COMMENT ON COLUMN recipient.part IS 'which job of the message sends to it';

COMMENT ON COLUMN recipient.address IS 'envelope form';

COMMENT ON COLUMN recipient.redirected IS 'the address that somebody put in its place';

COMMENT ON COLUMN recipient.sent_to IS 'where the envelope really went, when redirected';

COMMENT ON COLUMN recipient.bounced IS 'when a notice came that it did not arrive after all';

CREATE TABLE "recipient_default" PARTITION OF "recipient" DEFAULT WITH (fillfactor = 50);

CREATE TABLE record (
	id BIGINT NOT NULL,
	template BIGINT NOT NULL,
	version INTEGER NOT NULL,
	data JSONB NOT NULL,
	creator BIGINT NOT NULL,
	created TIMESTAMP WITH TIME ZONE NOT NULL,
	changed TIMESTAMP WITH TIME ZONE NOT NULL,
	archived BOOLEAN NOT NULL,
	CONSTRAINT pk_record PRIMARY KEY (id)
);

CREATE INDEX ix_record_changed ON record (template, changed, id);

CREATE INDEX ix_record_creator ON record (creator, id);

CREATE INDEX ix_record_template ON record (template, id);

COMMENT ON TABLE record IS 'Records of all templates';

COMMENT ON COLUMN record.version IS 'ETag; grows by one with every change';

COMMENT ON COLUMN record.data IS 'dumped values by id of the attribute: the truth';

CREATE TABLE record_journal (
	id BIGSERIAL NOT NULL,
	record BIGINT NOT NULL,
	version INTEGER NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	account BIGINT NOT NULL,
	attribute BIGINT NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	before JSONB,
	after JSONB,
	CONSTRAINT pk_record_journal PRIMARY KEY (id)
);

CREATE INDEX ix_record_journal_record ON record_journal (record, id);

COMMENT ON TABLE record_journal IS 'Changes of attributes that are logged';

COMMENT ON COLUMN record_journal.name IS 'of the attribute, as it was';

CREATE TABLE record_text (
	record BIGINT NOT NULL,
	template BIGINT NOT NULL,
	text TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_record_text PRIMARY KEY (record)
);

CREATE INDEX ix_record_text_template ON record_text (template);

COMMENT ON TABLE record_text IS 'What records are found by';

COMMENT ON COLUMN record_text.text IS 'searchable values, case folded';

DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE INDEX ix_record_text_trigrams ON record_text USING gin (text gin_trgm_ops); EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'no pg_trgm: searches read every text'; END $$;

CREATE TABLE revision (
	id BIGINT NOT NULL,
	document BIGINT NOT NULL,
	number INTEGER NOT NULL,
	filename TEXT COLLATE "C" NOT NULL,
	digest VARCHAR COLLATE "C" NOT NULL,
	size BIGINT NOT NULL,
	creator BIGINT NOT NULL,
	created TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_revision PRIMARY KEY (id)
);

CREATE INDEX ix_revision_filename ON revision (filename);

CREATE UNIQUE INDEX uq_revision_number ON revision (document, number);

COMMENT ON TABLE revision IS 'One file of a document, never changed';

COMMENT ON COLUMN revision.number IS 'within the document, from 1';

CREATE TABLE run (
	id BIGINT NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	scenario TEXT COLLATE "C" NOT NULL,
	version INTEGER NOT NULL,
	event TEXT COLLATE "C" NOT NULL,
	origin TEXT COLLATE "C",
	initiator TEXT COLLATE "C",
	login TEXT COLLATE "C" NOT NULL,
	parent BIGINT,
	event_key TEXT COLLATE "C",
	waits_for BIGINT,
	stack TEXT,
	error TEXT,
	steps INTEGER NOT NULL,
	letters INTEGER NOT NULL,
	created TIMESTAMP WITH TIME ZONE NOT NULL,
	changed TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_run PRIMARY KEY (id),
	CONSTRAINT ck_run_state CHECK (state IN ('running', 'waiting', 'done', 'failed', 'cancelled')),
	CONSTRAINT uq_run_event_key UNIQUE (event_key)
);

CREATE INDEX ix_run_origin ON run (origin, id);

CREATE INDEX ix_run_scenario ON run (scenario, id);

CREATE INDEX ix_run_unusual ON run (state, id) WHERE state != 'done';

CREATE INDEX ix_run_waits_for ON run (waits_for) WHERE waits_for IS NOT NULL;

COMMENT ON TABLE run IS 'A scenario''s run, with all that other scenarios did because of it; written when it commits';

COMMENT ON COLUMN run.scenario IS 'the one that the event started first';

COMMENT ON COLUMN run.event IS 'type of the event';

COMMENT ON COLUMN run.origin IS 'object on which it happened';

COMMENT ON COLUMN run.initiator IS 'account; null is the system';

COMMENT ON COLUMN run.login IS 'of the initiator, as it was';

COMMENT ON COLUMN run.parent IS 'the run of which this is a part that runs apart';

COMMENT ON COLUMN run.event_key IS 'the same occurrence makes one run (spec/contract.md 6)';

COMMENT ON COLUMN run.waits_for IS 'message whose end the run waits for';

COMMENT ON COLUMN run.stack IS 'the state of a run that is not over';

CREATE TABLE run_trace (
	run BIGINT NOT NULL,
	part INTEGER NOT NULL,
	entries TEXT NOT NULL,
	CONSTRAINT pk_run_trace PRIMARY KEY (run, part)
);

COMMENT ON TABLE run_trace IS 'What a run did: kept while it waits, for failed runs, and by setting for all';

COMMENT ON COLUMN run_trace.part IS 'a run that waited has several';

CREATE TABLE session (
	token_hash BYTEA NOT NULL,
	account BIGINT NOT NULL,
	csrf_token TEXT COLLATE "C" NOT NULL,
	created TIMESTAMP WITH TIME ZONE NOT NULL,
	used TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_session PRIMARY KEY (token_hash)
);

CREATE INDEX ix_session_account ON session (account);

COMMENT ON TABLE session IS 'Sign-ins of browsers';

CREATE TABLE settled_event (
	id BIGSERIAL NOT NULL,
	message BIGINT NOT NULL,
	run BIGINT,
	state TEXT COLLATE "C" NOT NULL,
	wants_answer BOOLEAN NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_settled_event PRIMARY KEY (id)
);

COMMENT ON TABLE settled_event IS 'Messages that came to their end and that somebody has to hear of; consumed by the runtime';

CREATE TABLE suppression (
	address TEXT COLLATE "C" NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	until TIMESTAMP WITH TIME ZONE,
	created TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_suppression PRIMARY KEY (address)
);

COMMENT ON TABLE suppression IS 'Addresses that get no letters';

COMMENT ON COLUMN suppression.address IS 'lower case';

CREATE TABLE template_attribute (
	id BIGINT NOT NULL,
	template BIGINT NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	data_type TEXT COLLATE "C" NOT NULL,
	target TEXT COLLATE "C",
	indexed TEXT COLLATE "C",
	CONSTRAINT pk_template_attribute PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_template_attribute_name ON template_attribute (template, name);

COMMENT ON TABLE template_attribute IS 'Ids of attributes, stable over versions of the template; values are stored under them';

COMMENT ON COLUMN template_attribute.id IS 'op.<id> in expressions';

COMMENT ON COLUMN template_attribute.template IS 'oa.<id>: the id of its definition';

COMMENT ON COLUMN template_attribute.target IS 'linked template';

COMMENT ON COLUMN template_attribute.indexed IS 'kind of its typed column';

CREATE TABLE token (
	id BIGSERIAL NOT NULL,
	token_hash BYTEA NOT NULL,
	account BIGINT NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	created TIMESTAMP WITH TIME ZONE NOT NULL,
	expires TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_token PRIMARY KEY (id),
	CONSTRAINT uq_token_token_hash UNIQUE (token_hash)
);

CREATE INDEX ix_token_account ON token (account);

COMMENT ON TABLE token IS 'Bearer tokens of programs';

CREATE TABLE unique_value (
	attribute BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	record BIGINT NOT NULL,
	CONSTRAINT pk_unique_value PRIMARY KEY (attribute, key)
);

CREATE INDEX ix_unique_value_record ON unique_value (record);

COMMENT ON TABLE unique_value IS 'Values that no two records may share';

COMMENT ON COLUMN unique_value.key IS 'the value, of a long text its hash';

CREATE TABLE upload (
	id TEXT COLLATE "C" NOT NULL,
	filename TEXT COLLATE "C" NOT NULL,
	digest VARCHAR COLLATE "C" NOT NULL,
	size BIGINT NOT NULL,
	creator BIGINT NOT NULL,
	created TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_upload PRIMARY KEY (id)
);

CREATE INDEX ix_upload_created ON upload (created);

COMMENT ON TABLE upload IS 'Files that were uploaded and are not yet used';

COMMENT ON COLUMN upload.id IS 'random';

CREATE TABLE worker (
	id BIGSERIAL NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	lanes JSONB NOT NULL,
	started TIMESTAMP WITH TIME ZONE NOT NULL,
	seen TIMESTAMP WITH TIME ZONE NOT NULL,
	lease_until TIMESTAMP WITH TIME ZONE NOT NULL,
	ended TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_worker PRIMARY KEY (id)
);

COMMENT ON TABLE worker IS 'One life of one worker process; ids are generations';

COMMENT ON COLUMN worker.name IS 'host:pid';

COMMENT ON COLUMN worker.lease_until IS 'by the database''s clock; PostgreSQL only';

