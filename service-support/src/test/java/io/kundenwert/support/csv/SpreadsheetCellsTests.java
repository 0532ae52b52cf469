package io.kundenwert.support.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadsheetCellsTests {
  @Test
  void formulasAreShownNotRun() {
    for (String formula :
        new String[] {
          "=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|x", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1"
        }) {
      assertThat(SpreadsheetCells.harmless(formula)).isEqualTo("'" + formula);
    }
  }

  @Test
  void numbersAndTextsStayWhatTheyAre() {
    for (String cell :
        new String[] {
          "", "Anna", "-12,50", "-1.234,56 €", "+49 171 5551234", "+49 (0)30/123", "a=b", "1=1"
        }) {
      assertThat(SpreadsheetCells.harmless(cell)).isEqualTo(cell);
    }
  }
}
