package io.kundenwert.imports.upload;

/**
 * A kept file.
 *
 * @param key where the store has it
 * @param sha256 SHA-256 of its bytes in hex: the content that is recognised again (A8)
 * @param size number of bytes
 */
public record StoredUpload(String key, String sha256, long size) {}
