-- A role and a database for the brokers, once, as the server's administrator:  psql -f setup.sql
-- The brokers make and migrate the tables themselves, so they own them.

CREATE ROLE aldaba LOGIN;
CREATE DATABASE aldaba OWNER aldaba ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
REVOKE ALL ON DATABASE aldaba FROM PUBLIC;
