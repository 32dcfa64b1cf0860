-- Creates a role and a database for the brokers. Run once, as the server's administrator:  psql -f setup.sql
-- The brokers create and migrate the tables themselves, so their role owns them.

CREATE ROLE aldaba LOGIN;
CREATE DATABASE aldaba OWNER aldaba ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
REVOKE ALL ON DATABASE aldaba FROM PUBLIC;
