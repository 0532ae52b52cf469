package io.kundenwert.imports.reading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Why a row of a file could not be told apart into cells, or not be trusted. */
public enum RowDefect {
  /** More cells than the header, and not only empty ones. */
  TOO_MANY_CELLS("too-many-cells"),
  /** A quoted cell that does not end within bounds: the row's first line is set aside. */
  UNCLOSED_QUOTE("unclosed-quote"),
  /** Text after the closing quote of a cell: what belongs to the cell would be a guess. */
  MALFORMED_QUOTES("malformed-quotes"),
  /** Bytes that are no characters in the file's encoding, or a character cut in half. */
  BAD_ENCODING("bad-encoding"),
  /** A cell above the limit. */
  CELL_TOO_LARGE("cell-too-large"),
  /** A row above the limit. */
  ROW_TOO_LARGE("row-too-large"),
  /** A row in which every cell is empty. */
  EMPTY_ROW("row-empty");

  private final String code;

  RowDefect(String code) {
    this.code = code;
  }

  /** The stable code of the rejection. */
  @JsonValue
  public String code() {
    return code;
  }

  /**
   * The constant with a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static RowDefect ofCode(String code) {
    for (RowDefect defect : values()) {
      if (defect.code.equals(code)) {
        return defect;
      }
    }
    throw new IllegalArgumentException("Unknown defect");
  }
}
