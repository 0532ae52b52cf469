package io.kundenwert.support.docs;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Marks every component of a record as required that is not declared nullable. */
final class RequiredComponents implements ModelConverter {
  private static final String REFERENCE = "#/components/schemas/";

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    JavaType javaType = Json31.mapper().constructType(type.getType());
    if (schema != null && javaType != null && javaType.getRawClass().isRecord()) {
      Schema<?> model = schema;
      if (schema.get$ref() != null) {
        model = context.getDefinedModels().get(schema.get$ref().replace(REFERENCE, ""));
      }
      if (model != null && model.getProperties() != null) {
        require(model, javaType.getRawClass());
      }
    }
    return schema;
  }

  private static void require(Schema<?> model, Class<?> recordType) {
    Map<String, ?> properties = model.getProperties();
    for (RecordComponent component : recordType.getRecordComponents()) {
      boolean known = properties.containsKey(component.getName());
      boolean listed =
          model.getRequired() != null && model.getRequired().contains(component.getName());
      if (known && !listed && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        model.addRequiredItem(component.getName());
      }
    }
  }
}
