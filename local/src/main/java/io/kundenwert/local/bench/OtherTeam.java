package io.kundenwert.local.bench;

import io.kundenwert.local.installation.RunFile;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Another team of the demo team's owner, with a product: services take teams and products from the
 * topics.
 *
 * @param teamId team
 * @param productId its product
 */
record OtherTeam(UUID teamId, UUID productId) {
  private static final UUID OWNER = UUID.fromString("01990000-0000-7000-8000-000000000001");

  static OtherTeam make(RunFile run) throws InterruptedException {
    OtherTeam made = new OtherTeam(UUID.randomUUID(), UUID.randomUUID());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", run.kafka().bootstrap()),
            new StringSerializer(),
            new StringSerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  "team.access.v1",
                  made.teamId.toString(),
                  """
                  {"teamId": "%s", "version": 1, "status": "active", "plan": "enterprise",
                   "members": [{"userId": "%s", "role": "owner"}],
                   "products": [{"productId": "%s", "createdBy": "%s"}]}
                  """
                      .formatted(made.teamId, OWNER, made.productId, OWNER)))
          .get();
      producer
          .send(
              new ProducerRecord<>(
                  "team.products.v1",
                  made.productId.toString(),
                  """
                  {"productId": "%s", "teamId": "%s", "version": 1, "name": "Other",
                   "currency": "EUR", "timeZone": "Europe/Berlin", "highFrom": 10000,
                   "mediumFrom": 5000, "rankBy": "gross"}
                  """
                      .formatted(made.productId, made.teamId)))
          .get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("The broker does not answer", failure);
    }
    return made;
  }
}
