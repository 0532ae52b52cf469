package io.kundenwert.notification.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How mails are sent.
 *
 * @param from sender's address
 * @param fromName sender's name
 * @param publicUrl address of the installation as people see it; links begin with it
 * @param firstRetry wait after the first failure; it doubles with each further one
 * @param giveUpAfter age at which a mail that no server took ends as failed
 * @param keepAddresses how long addresses of sent and failed mails are kept
 */
@ConfigurationProperties("kundenwert.mail")
record MailProperties(
    String from,
    String fromName,
    String publicUrl,
    Duration firstRetry,
    Duration giveUpAfter,
    Duration keepAddresses) {}
