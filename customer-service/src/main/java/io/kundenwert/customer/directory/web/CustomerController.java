package io.kundenwert.customer.directory.web;

import io.kundenwert.customer.directory.Counted;
import io.kundenwert.customer.directory.CustomerCounts;
import io.kundenwert.customer.directory.CustomerDetails;
import io.kundenwert.customer.directory.CustomerDirectory;
import io.kundenwert.customer.directory.CustomerExport;
import io.kundenwert.customer.directory.CustomerQuery;
import io.kundenwert.customer.directory.ListPage;
import io.kundenwert.customer.directory.MaskedDirectory;
import io.kundenwert.customer.directory.MaskedQuery;
import io.kundenwert.customer.directory.MatrixExport;
import io.kundenwert.customer.directory.OneCustomer;
import io.kundenwert.customer.directory.ProductPayments;
import io.kundenwert.customer.directory.ValueMatrix;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.access.Role;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.support.problem.ProblemWriter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/products/{productId}")
@Tag(name = "Customers", description = "Customers and what they are worth")
class CustomerController {
  private static final String SORT =
      "Column to sort by, with a minus before it for descending; customers without the value come"
          + " last";
  private static final String FILTER =
      "Conditions joined by ~, values by comma: priority:high,low~source:<id>~import:<id>;"
          + " created: with one of this-month, last-month, this-year, last-year, yyyy-mm, yyyy";
  private static final String LANGUAGE =
      "Language of the file: de or en; otherwise Accept-Language";
  private static final String SEARCH =
      "Beginnings of words of name, company and address, or a whole address";

  private final CustomerDirectory directory;
  private final CustomerCounts counts;
  private final CustomerDetails details;
  private final MaskedDirectory masked;
  private final ValueMatrix matrix;
  private final ProductPayments payments;
  private final CustomerExport export;
  private final MatrixExport matrixExport;
  private final Audit audit;
  private final AccessGuard access;

  CustomerController(
      CustomerDirectory directory,
      CustomerCounts counts,
      CustomerDetails details,
      MaskedDirectory masked,
      ValueMatrix matrix,
      ProductPayments payments,
      CustomerExport export,
      MatrixExport matrixExport,
      Audit audit,
      AccessGuard access) {
    this.directory = directory;
    this.counts = counts;
    this.details = details;
    this.masked = masked;
    this.matrix = matrix;
    this.payments = payments;
    this.export = export;
    this.matrixExport = matrixExport;
    this.audit = audit;
    this.access = access;
  }

  @GetMapping("/customers")
  @Operation(operationId = "listCustomers", summary = "A page of the customers of a product")
  ListPage list(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Parameter(
              description = "Customers per page",
              schema = @Schema(type = "integer", minimum = "1", maximum = "200"))
          @RequestParam(defaultValue = "50")
          int limit,
      @Parameter(description = "Read on behind this cursor") @RequestParam @Nullable String after,
      @Parameter(description = "Read what lies before this cursor") @RequestParam
          @Nullable String before,
      @Sort @RequestParam @Nullable String sort,
      @Parameter(description = FILTER) @RequestParam @Nullable String f,
      @Parameter(description = SEARCH) @RequestParam @Nullable String q) {
    if (isMasked(caller, teamId, productId)) {
      return masked.page(maskedListOf(caller, teamId, productId, sort, f, q), limit, after, before);
    }
    return directory.page(
        listOf(caller, teamId, productId, CustomerQuery.parse(sort, f, q)), limit, after, before);
  }

  @GetMapping("/customers/seek")
  @Operation(
      operationId = "seekCustomers",
      summary = "A cursor for a place in the list: at a fraction of it or at a rank")
  CustomerDirectory.Jump seek(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Parameter(
              description = "0 for the beginning, 1 for the end",
              schema = @Schema(type = "number", minimum = "0", maximum = "1"))
          @RequestParam
          @Nullable Double fraction,
      @Parameter(
              description = "How many customers come before",
              schema = @Schema(type = "integer", format = "int64", minimum = "0"))
          @RequestParam
          @Nullable Long rank,
      @Sort @RequestParam @Nullable String sort,
      @Parameter(description = FILTER) @RequestParam @Nullable String f,
      @Parameter(description = SEARCH) @RequestParam @Nullable String q) {
    if (isMasked(caller, teamId, productId)) {
      MaskedDirectory.ListOf list = maskedListOf(caller, teamId, productId, sort, f, q);
      if (rank != null && fraction == null && rank >= 0) {
        return masked.seek(list, rank.longValue());
      }
      if (fraction != null && rank == null && fraction >= 0 && fraction <= 1) {
        return masked.seek(list, fraction.doubleValue());
      }
      throw new Problem(HttpStatus.BAD_REQUEST, "invalid-seek");
    }
    CustomerDirectory.ListOf list =
        listOf(caller, teamId, productId, CustomerQuery.parse(sort, f, q));
    if (rank != null && fraction == null && rank >= 0) {
      return directory.seek(list, rank.longValue());
    }
    if (fraction != null && rank == null && fraction >= 0 && fraction <= 1) {
      return directory.seek(list, fraction.doubleValue());
    }
    throw new Problem(HttpStatus.BAD_REQUEST, "invalid-seek");
  }

  @GetMapping("/customers/count")
  @Operation(
      operationId = "countCustomers",
      summary = "How many customers a list shows and what they are worth together")
  Counted count(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Parameter(description = FILTER) @RequestParam @Nullable String f,
      @Parameter(description = SEARCH) @RequestParam @Nullable String q) {
    if (isMasked(caller, teamId, productId)) {
      return masked.count(maskedListOf(caller, teamId, productId, null, f, q));
    }
    return counts.count(teamId, productId, CustomerQuery.parse(null, f, q));
  }

  @GetMapping("/customers/export.csv")
  @Operation(
      operationId = "exportCustomers",
      summary = "All customers of a list as CSV, in its order; masked for viewers")
  ResponseEntity<StreamingResponseBody> export(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Sort @RequestParam @Nullable String sort,
      @Parameter(description = FILTER) @RequestParam @Nullable String f,
      @Parameter(description = SEARCH) @RequestParam @Nullable String q,
      @Parameter(description = LANGUAGE) @RequestParam @Nullable String lang,
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String acceptLanguage) {
    Locale locale = ProblemWriter.language(lang == null ? acceptLanguage : lang);
    CustomerExport.Download download =
        isMasked(caller, teamId, productId)
            ? export.csv(
                maskedListOf(caller, teamId, productId, sort, f, q),
                locale,
                () -> access.require(caller, teamId, productId, Action.LIST_CUSTOMERS))
            : export.csv(
                listOf(caller, teamId, productId, CustomerQuery.parse(sort, f, q)),
                locale,
                () -> access.require(caller, teamId, productId, Action.VIEW_CUSTOMERS));
    audit.record(caller, teamId, productId, "customers.exported", "product", productId);
    return file("customers.csv", download);
  }

  @GetMapping("/customers/{customerId}")
  @Operation(operationId = "getCustomer", summary = "One customer with where each field came from")
  OneCustomer get(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID customerId) {
    Optional<? extends OneCustomer> found =
        isMasked(caller, teamId, productId)
            ? masked.find(teamId, productId, customerId)
            : details.of(teamId, productId, customerId);
    return found.orElseThrow(() -> Problem.notFound("customer"));
  }

  @GetMapping("/customers/payments")
  @Operation(
      operationId = "getProductPayments",
      summary = "What all customers paid by month and source, and whose value moved most lately")
  ProductPayments.Payments payments(
      Caller caller, @PathVariable UUID teamId, @PathVariable UUID productId) {
    access.require(caller, teamId, productId, Action.VIEW_CUSTOMERS);
    return payments.of(teamId, productId).orElseThrow(() -> Problem.notFound("product"));
  }

  @GetMapping("/value-matrix")
  @Operation(operationId = "getValueMatrix", summary = "Customers by sources, with totals")
  ValueMatrix.MatrixPage matrix(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Parameter(
              description = "Customers per page",
              schema = @Schema(type = "integer", minimum = "1", maximum = "200"))
          @RequestParam(defaultValue = "50")
          int limit,
      @Parameter(description = "Read on behind this cursor") @RequestParam @Nullable String after,
      @Parameter(description = "Read what lies before this cursor") @RequestParam
          @Nullable String before,
      @Sort @RequestParam @Nullable String sort,
      @Parameter(description = FILTER) @RequestParam @Nullable String f,
      @Parameter(description = SEARCH) @RequestParam @Nullable String q) {
    access.require(caller, teamId, productId, Action.VIEW_CUSTOMERS);
    return matrix.page(
        listOf(caller, teamId, productId, CustomerQuery.parse(sort, f, q)), limit, after, before);
  }

  @GetMapping("/value-matrix/export.csv")
  @Operation(
      operationId = "exportValueMatrix",
      summary = "The value matrix as CSV: customers with the net value of each source")
  ResponseEntity<StreamingResponseBody> exportMatrix(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Sort @RequestParam @Nullable String sort,
      @Parameter(description = FILTER) @RequestParam @Nullable String f,
      @Parameter(description = SEARCH) @RequestParam @Nullable String q,
      @Parameter(description = LANGUAGE) @RequestParam @Nullable String lang,
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String acceptLanguage) {
    Runnable allowed = () -> access.require(caller, teamId, productId, Action.VIEW_CUSTOMERS);
    allowed.run();
    CustomerExport.Download download =
        matrixExport.csv(
            listOf(caller, teamId, productId, CustomerQuery.parse(sort, f, q)),
            ProblemWriter.language(lang == null ? acceptLanguage : lang),
            allowed);
    audit.record(caller, teamId, productId, "customers.exported", "product", productId);
    return file("value-matrix.csv", download);
  }

  private static ResponseEntity<StreamingResponseBody> file(
      String name, CustomerExport.Download download) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, "text/csv; charset=UTF-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .body(download::writeTo);
  }

  /** Whether the caller may see customers, but not all of them (D2). */
  private boolean isMasked(Caller caller, UUID teamId, UUID productId) {
    return access.require(caller, teamId, productId, Action.LIST_CUSTOMERS) == Role.VIEWER;
  }

  private static MaskedDirectory.ListOf maskedListOf(
      Caller caller,
      UUID teamId,
      UUID productId,
      @Nullable String sort,
      @Nullable String f,
      @Nullable String q) {
    return new MaskedDirectory.ListOf(
        caller.userId(), teamId, productId, MaskedQuery.parse(sort, f, q));
  }

  private static CustomerDirectory.ListOf listOf(
      Caller caller, UUID teamId, UUID productId, CustomerQuery query) {
    return new CustomerDirectory.ListOf(caller.userId(), teamId, productId, query);
  }

  /** The order of a list. */
  @java.lang.annotation.Target(java.lang.annotation.ElementType.PARAMETER)
  @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
  @Parameter(
      description = SORT,
      schema =
          @Schema(
              defaultValue = "-net",
              allowableValues = {
                "name",
                "-name",
                "net",
                "-net",
                "monthly",
                "-monthly",
                "lastPayment",
                "-lastPayment",
                "created",
                "-created"
              }))
  private @interface Sort {}
}
