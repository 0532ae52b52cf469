package io.kundenwert.events.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import io.kundenwert.events.AccessHeartbeat;
import io.kundenwert.events.AuditEntry;
import io.kundenwert.events.CreditBalance;
import io.kundenwert.events.CustomerState;
import io.kundenwert.events.CustomerTouched;
import io.kundenwert.events.CustomerValueState;
import io.kundenwert.events.EventType;
import io.kundenwert.events.ImportRunState;
import io.kundenwert.events.ImportUndoState;
import io.kundenwert.events.ImportedRow;
import io.kundenwert.events.MergeProgress;
import io.kundenwert.events.MergeRejection;
import io.kundenwert.events.MessageRequest;
import io.kundenwert.events.NotificationDelivery;
import io.kundenwert.events.ProductState;
import io.kundenwert.events.RepublishRequest;
import io.kundenwert.events.TeamAccess;
import io.kundenwert.events.TeamState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The events, their schemas, and the files in which the contract is written down. */
final class Contract {
  static final List<Class<? extends Record>> EVENTS =
      List.of(
          ImportedRow.class,
          ImportRunState.class,
          ImportUndoState.class,
          MergeProgress.class,
          MergeRejection.class,
          RepublishRequest.class,
          CustomerTouched.class,
          CustomerState.class,
          CustomerValueState.class,
          TeamAccess.class,
          AccessHeartbeat.class,
          TeamState.class,
          ProductState.class,
          AuditEntry.class,
          CreditBalance.class,
          MessageRequest.class,
          NotificationDelivery.class);

  /** Reads and writes as the services do. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** Where the contract is written down: run the tests with -Dcontract.write=true to renew it. */
  static final Path SCHEMAS = Path.of("src/main/resources/io/kundenwert/events/schemas");

  static final Path ASYNC_API = Path.of("src/main/resources/io/kundenwert/events/asyncapi.json");
  static final Path SAMPLES = Path.of("src/test/resources/contract/samples");

  /** The schemas as they were when the version was published: never changed, only added to. */
  static final Path PUBLISHED = Path.of("src/test/resources/contract/published");

  private static final Path SOURCES = Path.of("src/main/java/io/kundenwert/events");

  private Contract() {}

  static EventType typeOf(Class<?> event) {
    EventType type = event.getAnnotation(EventType.class);
    if (type == null) {
      throw new IllegalArgumentException(event + " is not an event");
    }
    return type;
  }

  static JsonNode schemaOf(Class<?> event) {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(
                Option.ADDITIONAL_FIXED_TYPES,
                Option.STANDARD_FORMATS,
                Option.INLINE_ALL_SCHEMAS,
                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
    config
        .forFields()
        .withRequiredCheck(
            field -> !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class))
        .withNullableCheck(field -> false)
        .withDescriptionResolver(field -> documentation(field.getRawMember()));
    return new SchemaGenerator(config.build()).generateSchema(event);
  }

  /** The {@code @param} text of a record's component, from its source. */
  private static @Nullable String documentation(Field component) {
    Class<?> record = component.getDeclaringClass();
    String source = source(outermost(record));
    int declared = source.indexOf("record " + record.getSimpleName() + "(");
    if (declared < 0) {
      return null;
    }
    String comment = source.substring(source.lastIndexOf("/**", declared), declared);
    Matcher param =
        Pattern.compile(
                "@param " + component.getName() + "\\s+(.*?)(?=\\n\\s*\\*\\s*@|\\*/)",
                Pattern.DOTALL)
            .matcher(comment);
    return param.find() ? plain(param.group(1)) : null;
  }

  static String summary(Class<?> event) {
    String source = source(event);
    String comment =
        source.substring(source.indexOf("/**"), source.indexOf("record " + event.getSimpleName()));
    String text = comment.substring(3).split("\\n\\s*\\*\\s*@|\\*/", 2)[0];
    return plain(text);
  }

  private static String plain(String javadoc) {
    return javadoc
        .replaceAll("\\n\\s*\\*", "\n")
        .replaceAll("\\{@(?:link|code) #?([^}]*)}", "$1")
        .replaceAll("<sup>(.*?)</sup>", "^$1")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static Class<?> outermost(Class<?> type) {
    Class<?> outer = type;
    while (outer.getDeclaringClass() != null) {
      outer = outer.getDeclaringClass();
    }
    return outer;
  }

  private static String source(Class<?> type) {
    Path file = SOURCES.resolve(type.getSimpleName() + ".java");
    return Files.exists(file) ? read(file) : "";
  }

  /** A value as a reader finds it: trees in memory tell an int from a long, files do not. */
  static JsonNode asRead(Object value) {
    return JSON.readTree(JSON.writeValueAsString(value));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static void write(Path file, JsonNode content) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, JSON.writeValueAsString(content) + "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
