package io.kundenwert.customer.directory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.SqlProvider;

/** Has each query explained, with its parameters, before it runs. */
final class ExplainingJdbc extends JdbcTemplate {
  boolean explain;
  private final List<String> plans = new ArrayList<>();

  ExplainingJdbc(DataSource dataSource) {
    super(dataSource);
  }

  /** The plans since the last call. */
  List<String> taken() {
    List<String> taken = List.copyOf(plans);
    plans.clear();
    return taken;
  }

  @Override
  public <T extends @Nullable Object> T query(
      PreparedStatementCreator creator,
      @Nullable PreparedStatementSetter setter,
      ResultSetExtractor<T> extractor) {
    if (explain && !(creator instanceof SqlProvider known && isExplained(known.getSql()))) {
      String plan =
          execute(
              (Connection connection) -> {
                try (PreparedStatement statement =
                    creator.createPreparedStatement(explaining(connection))) {
                  if (setter != null) {
                    setter.setValues(statement);
                  }
                  try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getString(1);
                  }
                }
              });
      if (plan != null && !plan.contains("set_config") && plan.contains("Relation Name")) {
        plans.add(plan);
      }
    }
    return super.query(creator, setter, extractor);
  }

  private static boolean isExplained(@Nullable String sql) {
    return sql != null && sql.startsWith("EXPLAIN");
  }

  private static Connection explaining(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            ExplainingJdbc.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Object[] passed = arguments;
              if (method.getName().equals("prepareStatement")) {
                passed = arguments.clone();
                passed[0] = "EXPLAIN (FORMAT JSON) " + arguments[0];
              }
              try {
                return method.invoke(connection, passed);
              } catch (InvocationTargetException failure) {
                throw failure.getCause() instanceof SQLException cause ? cause : failure;
              }
            });
  }
}
