-- A deleted product stays until its imports have ended and are gone.
ALTER TABLE product ADD COLUMN deleted boolean NOT NULL DEFAULT false;
