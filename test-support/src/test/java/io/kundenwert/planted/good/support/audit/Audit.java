package io.kundenwert.planted.good.support.audit;

/** Stands for the audit log. */
public class Audit {
  /** Records. */
  public void record() {}
}
