package io.kundenwert.local.services;

/** The running services, however they run. */
public interface Services extends AutoCloseable {

  /** Number of the process that a service runs in, 0 while none lives. */
  long pid(ServiceDefinition service);

  /** How often a service was started again. */
  int restarts(ServiceDefinition service);

  /** Ends all of them, the gateway first, so that nothing new comes in meanwhile. */
  @Override
  void close();
}
