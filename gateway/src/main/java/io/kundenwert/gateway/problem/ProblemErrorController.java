package io.kundenwert.gateway.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the container itself refuses, such as a malformed address, as a problem. */
@Controller
@Hidden
class ProblemErrorController implements ErrorController {
  private final GatewayProblems problems;

  ProblemErrorController(GatewayProblems problems) {
    this.problems = problems;
  }

  @RequestMapping("${server.error.path:/error}")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status = code instanceof Integer known ? HttpStatus.resolve(known) : null;
    problems.write(
        request, response, GatewayProblem.of(status == null ? HttpStatus.NOT_FOUND : status));
  }
}
