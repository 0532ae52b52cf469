package io.kundenwert.imports.mapping;

import io.kundenwert.imports.reading.profile.FileProfile;

/** Proposes a mapping from headings and values (A3). */
public final class MappingProposer {

  /** A proposal for a file. */
  public MappingProposal propose(FileProfile file) {
    throw new UnsupportedOperationException(file.toString());
  }
}
