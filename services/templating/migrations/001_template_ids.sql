-- Where the next template's id comes from. Not a projection: it only ever grows, and is raised above the log at start.
CREATE SEQUENCE templating.template_ids START WITH 101;
GRANT USAGE, SELECT, UPDATE ON SEQUENCE templating.template_ids TO indoshopster_app;
