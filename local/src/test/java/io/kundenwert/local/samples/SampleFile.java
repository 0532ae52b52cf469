package io.kundenwert.local.samples;

/**
 * A generated file.
 *
 * @param name file name
 * @param content its bytes
 * @param rows data rows in it, blank lines and everything above the header not counted
 * @param what what it is, for people
 */
record SampleFile(String name, byte[] content, int rows, String what) {}
