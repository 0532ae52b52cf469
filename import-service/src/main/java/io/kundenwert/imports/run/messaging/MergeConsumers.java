package io.kundenwert.imports.run.messaging;

import io.kundenwert.events.ImportUndoState;
import io.kundenwert.events.MergeProgress;
import io.kundenwert.events.MergeRejection;
import io.kundenwert.events.RepublishRequest;
import io.kundenwert.imports.run.MergeReports;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.EventConsumers;
import io.kundenwert.support.events.UndecodableEventException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Feeds {@link MergeReports}. */
@Configuration(proxyBeanMethods = false)
class MergeConsumers {
  private static final Logger log = LoggerFactory.getLogger(MergeConsumers.class);

  @Bean
  Consumer<Message<?>> mergeProgress(EventConsumers consumers, MergeReports reports) {
    return consumers.of(
        MergeProgress.class,
        (key, progress) -> {
          if (progress != null) {
            reports.progress(progress);
          }
        });
  }

  @Bean
  Consumer<Message<?>> republishRequests(EventConsumers consumers, MergeReports reports) {
    return consumers.of(
        RepublishRequest.class,
        (key, request) -> {
          if (request != null) {
            reports.wantedAgain(request);
          }
        });
  }

  @Bean
  Consumer<Message<?>> runUndos(EventConsumers consumers, MergeReports reports) {
    return consumers.of(
        ImportUndoState.class,
        (key, undo) -> {
          if (undo != null) {
            reports.undone(undo);
          }
        });
  }

  /** In batches: a file can be refused whole. */
  @Bean
  Consumer<Message<List<?>>> mergeRejections(EventCodec codec, MergeReports reports) {
    return batch -> {
      List<MergeRejection> rejections = new ArrayList<>();
      for (Object value : batch.getPayload()) {
        try {
          if (value instanceof byte[] bytes) {
            rejections.add(codec.decode(bytes, MergeRejection.class));
          }
        } catch (UndecodableEventException poison) {
          // The row is missing in the list of reasons, not in the counts; the record stays in the
          // topic.
          log.error("A rejection of the merge cannot be read", poison);
        }
      }
      reports.rejections(rejections);
    };
  }
}
