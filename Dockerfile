# One way of building every service's image:
#   docker build --build-arg SERVICE=customer-service -t kundenwert/customer-service:0.1.0 .
# after ./mvnw package. Layers change from seldom to often; the process is not root.
ARG JAVA=25.0.3_9

FROM eclipse-temurin:${JAVA}-jdk AS layers
ARG SERVICE
WORKDIR /build
COPY ${SERVICE}/target/${SERVICE}-*-exec.jar service.jar
RUN java -Djarmode=tools -jar service.jar extract --layers --destination layers \
  && mv layers/application/*.jar layers/application/service.jar

FROM eclipse-temurin:${JAVA}-jre
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin kundenwert \
  && mkdir -p /var/lib/kundenwert && chown kundenwert /var/lib/kundenwert
WORKDIR /app
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/spring-boot-loader/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./
USER 10001
# 256 MiB of heap are enough for files of any size; set JAVA_TOOL_OPTIONS to give more.
ENV JAVA_TOOL_OPTIONS="-Xmx256m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError"
ENV SERVER_PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=12 \
  CMD curl --fail --silent http://localhost:${SERVER_PORT}/actuator/health/readiness || exit 1
ENTRYPOINT ["java", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-jar", "service.jar"]
