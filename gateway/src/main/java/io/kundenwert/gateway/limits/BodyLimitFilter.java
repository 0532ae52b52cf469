package io.kundenwert.gateway.limits;

import io.kundenwert.gateway.address.Addresses;
import io.kundenwert.gateway.problem.GatewayProblem;
import io.kundenwert.gateway.problem.GatewayProblems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large: at once if the request says its length, else when the limit is
 * passed. Uploads have a limit of their own, and so has what is open to everybody.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class BodyLimitFilter extends OncePerRequestFilter {
  /** What a multipart body has around its file. */
  private static final long ENVELOPE = 64 * 1024;

  private final GatewayProblems problems;
  private final long maxBody;
  private final long maxOpenBody;
  private final long maxUpload;

  BodyLimitFilter(
      GatewayProblems problems,
      @Value("${kundenwert.gateway.max-body}") DataSize maxBody,
      @Value("${kundenwert.gateway.max-open-body}") DataSize maxOpenBody,
      @Value("${kundenwert.gateway.max-upload}") DataSize maxUpload) {
    this.problems = problems;
    this.maxBody = maxBody.toBytes();
    this.maxOpenBody = maxOpenBody.toBytes();
    this.maxUpload = maxUpload.toBytes() + ENVELOPE;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long limit = limit(request);
    if (request.getContentLengthLong() > limit) {
      problems.write(request, response, GatewayProblem.tooLarge(limit));
      return;
    }
    chain.doFilter(
        request.getContentLengthLong() >= 0 ? request : new BoundedRequest(request, limit),
        response);
  }

  private long limit(HttpServletRequest request) {
    if (Addresses.IS_UPLOAD.matches(request)) {
      return maxUpload;
    }
    return Addresses.IS_SIGN_IN.matches(request) || Addresses.IS_OPEN.matches(request)
        ? maxOpenBody
        : maxBody;
  }

  private static final class BoundedRequest extends HttpServletRequestWrapper {
    private final long limit;

    BoundedRequest(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new BoundedStream(super.getInputStream(), limit);
    }
  }

  private static final class BoundedStream extends ServletInputStream {
    private final ServletInputStream body;
    private final long limit;
    private long read;

    BoundedStream(ServletInputStream body, long limit) {
      this.body = body;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int next = body.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = body.read(buffer, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int bytes) {
      read += bytes;
      if (read > limit) {
        throw GatewayProblem.tooLarge(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
