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
	possibly_repeated BOOLEAN NOT NULL,
	why TEXT,
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

CREATE TABLE letter (
	message INTEGER NOT NULL,
	content BLOB NOT NULL,
	layout TEXT,
	needs_smtputf8 BOOLEAN NOT NULL,
	eight_bit BOOLEAN NOT NULL,
	CONSTRAINT pk_letter PRIMARY KEY (message)
);

CREATE TABLE letter_blob (
	message INTEGER NOT NULL,
	digest TEXT NOT NULL,
	CONSTRAINT pk_letter_blob PRIMARY KEY (message, digest)
);

CREATE INDEX ix_letter_blob_digest ON letter_blob (digest);

CREATE TABLE recipient (
	message INTEGER NOT NULL,
	position INTEGER NOT NULL,
	part INTEGER NOT NULL,
	address TEXT NOT NULL,
	role TEXT NOT NULL,
	state TEXT NOT NULL,
	sent_to TEXT,
	code INTEGER,
	enhanced TEXT,
	text TEXT,
	changed INTEGER,
	CONSTRAINT pk_recipient PRIMARY KEY (message, position)
);

CREATE INDEX ix_recipient_address ON recipient (lower(address));

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

CREATE TABLE message_change (
	message INTEGER NOT NULL,
	number INTEGER NOT NULL,
	at INTEGER NOT NULL,
	state TEXT NOT NULL,
	why TEXT NOT NULL,
	actor TEXT,
	CONSTRAINT pk_message_change PRIMARY KEY (message, number)
);

CREATE TABLE message_key (
	"key" TEXT NOT NULL,
	message INTEGER NOT NULL,
	CONSTRAINT pk_message_key PRIMARY KEY ("key")
)
 WITHOUT ROWID;

CREATE TABLE message_id (
	message_id TEXT NOT NULL,
	message INTEGER NOT NULL,
	CONSTRAINT pk_message_id PRIMARY KEY (message_id)
)
 WITHOUT ROWID;

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

CREATE INDEX ix_job_message ON job (message);

CREATE INDEX ix_job_ready ON job (lane, connection, route, priority, due, id) WHERE worker IS NULL AND hold IS NULL;

CREATE INDEX ix_job_worker ON job (worker) WHERE worker IS NOT NULL;

CREATE TABLE worker (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name TEXT NOT NULL,
	lanes TEXT NOT NULL,
	started INTEGER NOT NULL,
	seen INTEGER NOT NULL,
	lease_until INTEGER NOT NULL,
	ended INTEGER
);

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

CREATE TABLE rate (
	connection TEXT NOT NULL,
	slots TEXT NOT NULL,
	CONSTRAINT pk_rate PRIMARY KEY (connection)
);

CREATE TABLE suppression (
	address TEXT NOT NULL,
	reason TEXT NOT NULL,
	until INTEGER,
	created INTEGER NOT NULL,
	CONSTRAINT pk_suppression PRIMARY KEY (address)
);

CREATE TABLE settled_event (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	message INTEGER NOT NULL,
	run INTEGER,
	state TEXT NOT NULL,
	wants_answer BOOLEAN NOT NULL,
	at INTEGER NOT NULL
);

CREATE TABLE object (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	kind TEXT NOT NULL,
	template INTEGER
);

CREATE INDEX ix_object_template ON object (template, id);

