package io.kundenwert.events;

/** Names of the Kafka headers: CloudEvents 1.0 in binary mode, and the extensions used here. */
public final class EventHeaders {
  /** CloudEvents: unique id of the event within its source. */
  public static final String ID = "ce_id";

  /** CloudEvents: the service that published, for example {@code /customer-service}. */
  public static final String SOURCE = "ce_source";

  /** CloudEvents: always {@link #SPEC_VERSION_1_0}. */
  public static final String SPEC_VERSION = "ce_specversion";

  /** CloudEvents: {@link EventType#value()}. */
  public static final String TYPE = "ce_type";

  /** CloudEvents: when it happened, RFC 3339 in UTC. */
  public static final String TIME = "ce_time";

  /** Always {@code application/json}. */
  public static final String CONTENT_TYPE = "content-type";

  /** Extension: the correlation id of the request that caused the event. */
  public static final String CORRELATION_ID = "ce_correlationid";

  /** Extension on rows: {@link RunDescriptor#encoded()}. */
  public static final String RUN = "ce_run";

  /** Extension on rows: number of the row in its file, 1 for the first data row. */
  public static final String ROW = "ce_row";

  /**
   * Extension on rows: the dense counter 1, 2, 3 … per run and partition. A reader that knows the
   * last one it handled knows whether a row is a repetition, the next one, or lies behind a gap.
   */
  public static final String SEQ = "ce_seq";

  /** The one version of CloudEvents in use. */
  public static final String SPEC_VERSION_1_0 = "1.0";

  private EventHeaders() {}
}
