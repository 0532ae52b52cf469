-- Where the revisions of new marks and undos begin: far above those from before a restoration, since
-- readers keep the highest.
CREATE SEQUENCE revision_base MINVALUE 0 START 0;
