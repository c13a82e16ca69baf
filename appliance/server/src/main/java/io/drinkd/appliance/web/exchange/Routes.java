package io.drinkd.appliance.web.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which resource answers which method and path, in one part of the site. A path is written as
 * {@code /machines/{id}/slots/{n}}; what stands there in a request is an {@linkplain Exchange#value
 * exchange's value}. Where several fit, words go before values.
 *
 * <p>GET answers HEAD too, and OPTIONS is answered here.
 */
public final class Routes {

  private static final String GET = "GET";
  private static final String HEAD = "HEAD";
  private static final String OPTIONS = "OPTIONS";

  private final String prefix;
  private final FailureReply failures;
  private final LoginBy loginBy;
  private final Node root = new Node();

  /** What is at paths without values, by the whole path. */
  private final Map<String, Node> plain = new HashMap<>();

  private final Set<String> inMemory = new HashSet<>();
  private final Set<String> unblocked = new HashSet<>();

  private static final class Node {
    private final Map<String, Node> words = new HashMap<>();
    private final Map<String, Resource> methods = new LinkedHashMap<>();
    private List<String> names = List.of();
    private Node value;
  }

  /** A resource, and what stands in the path where the route has values. */
  record Found(Resource resource, Map<String, String> values) {}

  private record Candidate(Node node, List<String> values) {}

  private Routes(String prefix, FailureReply failures, LoginBy loginBy) {
    this.prefix = prefix;
    this.failures = failures;
    this.loginBy = loginBy;
  }

  /**
   * A part of the site without routes yet.
   *
   * @param prefix where its paths begin, such as {@code /api}; {@code /} is the part that answers
   *     what no other does
   * @param failures how it says that a request failed
   */
  public static Routes below(String prefix, FailureReply failures, LoginBy loginBy) {
    return new Routes(prefix, failures, loginBy);
  }

  /** Adds a route, and returns this. */
  public Routes get(String path, Resource resource) {
    return add(GET, path, resource);
  }

  /** Adds a route, whose resource answers at once from memory and never blocks; returns this. */
  public Routes getInMemory(String path, Resource resource) {
    inMemory.add(path);
    return get(path, resource);
  }

  /** Adds a route, whose resource never blocks, though it may answer later; returns this. */
  public Routes postUnblocked(String path, Resource resource) {
    unblocked.add(path);
    return post(path, resource);
  }

  /** Adds a route, and returns this. */
  public Routes post(String path, Resource resource) {
    return add("POST", path, resource);
  }

  /** Adds a route, and returns this. */
  public Routes put(String path, Resource resource) {
    return add("PUT", path, resource);
  }

  /** Adds a route, and returns this. */
  public Routes patch(String path, Resource resource) {
    return add("PATCH", path, resource);
  }

  /** Adds a route, and returns this. */
  public Routes delete(String path, Resource resource) {
    return add("DELETE", path, resource);
  }

  private Routes add(String method, String path, Resource resource) {
    if (!isFor(path)) {
      throw new IllegalArgumentException(path + " is not below " + prefix);
    }
    Node node = root;
    List<String> names = new ArrayList<>();
    for (String segment : Paths.segments(path)) {
      if (segment.startsWith("{")) {
        names.add(segment.substring(1, segment.length() - 1));
        node.value = node.value == null ? new Node() : node.value;
        node = node.value;
      } else {
        node = node.words.computeIfAbsent(segment, any -> new Node());
      }
    }
    boolean same = node.methods.isEmpty() || node.names.equals(names);
    if (!same || node.methods.put(method, resource) != null) {
      throw new IllegalArgumentException("two routes " + method + " " + path);
    }
    node.names = List.copyOf(names);
    if (names.isEmpty()) {
      plain.put(path, node);
    }
    return this;
  }

  /**
   * Lets whoever asks for a page at an address that only takes forms have the page above it: they
   * have reloaded what such a form answered, or come back to it. To be called last.
   *
   * @return this
   */
  public Routes withPagesAboveForms() {
    leadUp(root, 0, 0);
    return this;
  }

  /**
   * @param above how many segments the next page above it has
   */
  private static void leadUp(Node node, int depth, int above) {
    boolean formsOnly = !node.methods.isEmpty() && !node.methods.containsKey(GET);
    if (formsOnly) {
      node.methods.put(GET, exchange -> Reply.seeOther(Paths.first(exchange.path(), above)).now());
    }
    int next = !node.methods.isEmpty() && !formsOnly ? depth : above;
    node.words.values().forEach(child -> leadUp(child, depth + 1, next));
    if (node.value != null) {
      leadUp(node.value, depth + 1, next);
    }
  }

  /** All of them, such as {@code GET /machines/{}}, sorted. */
  public List<String> all() {
    List<String> all = new ArrayList<>();
    collect(root, "", all);
    all.sort(null);
    return all;
  }

  private static void collect(Node node, String path, List<String> all) {
    String shown = path.isEmpty() ? "/" : path;
    node.methods.keySet().forEach(method -> all.add(method + " " + shown));
    node.words.forEach((word, next) -> collect(next, path + "/" + word, all));
    if (node.value != null) {
      collect(node.value, path + "/{}", all);
    }
  }

  String prefix() {
    return prefix;
  }

  FailureReply failures() {
    return failures;
  }

  LoginBy loginBy() {
    return loginBy;
  }

  /** Whether what is at a path answers at once from memory. */
  boolean isInMemory(String path) {
    return inMemory.contains(path);
  }

  /** Whether nothing that is sent to a path by POST blocks the thread that answers it. */
  boolean isUnblocked(String path) {
    return unblocked.contains(path);
  }

  /** Whether a path lies in this part. */
  boolean isFor(String path) {
    return prefix.equals("/")
        || path.startsWith(prefix)
            && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
  }

  /**
   * The route of a request.
   *
   * @throws RequestException 404, or 405 with {@code Allow}
   */
  Found find(String method, String path) {
    Node whole = plain.get(path);
    Resource known = whole == null ? null : whole.methods.get(method);
    if (known != null) {
      return new Found(known, Map.of());
    }
    List<Candidate> candidates = new ArrayList<>();
    collect(root, segments(path), 0, List.of(), candidates);
    if (candidates.isEmpty()) {
      throw new RequestException(404, "there is nothing here");
    }
    if (method.equals(OPTIONS)) {
      Reply allowed = Reply.empty(204).with("Allow", allow(candidates));
      return new Found(exchange -> allowed.now(), Map.of());
    }
    String wanted = method.equals(HEAD) ? GET : method;
    for (Candidate candidate : candidates) {
      Resource resource = candidate.node.methods.get(wanted);
      if (resource != null) {
        return new Found(resource, named(candidate));
      }
    }
    String allowed = allow(candidates);
    throw new RequestException(
        405, "found " + known(method) + ", expected " + allowed, Map.of("Allow", allowed));
  }

  /** A method as an answer names it: nothing that anybody can choose. */
  private static String known(String method) {
    return method.matches("[A-Z]{1,10}") ? method : "another method";
  }

  private static List<String> segments(String path) {
    try {
      return Paths.segments(path);
    } catch (IllegalArgumentException e) {
      throw new RequestException(400, "found a % without two hexadecimal digits behind it");
    }
  }

  private static void collect(
      Node node, List<String> segments, int at, List<String> values, List<Candidate> found) {
    if (at == segments.size()) {
      if (!node.methods.isEmpty()) {
        found.add(new Candidate(node, values));
      }
      return;
    }
    String segment = segments.get(at);
    Node word = node.words.get(segment);
    if (word != null) {
      collect(word, segments, at + 1, values, found);
    }
    if (node.value != null && !segment.isEmpty()) {
      List<String> more = new ArrayList<>(values);
      more.add(segment);
      collect(node.value, segments, at + 1, more, found);
    }
  }

  private static String allow(List<Candidate> candidates) {
    Set<String> methods = new TreeSet<>(Set.of(OPTIONS));
    candidates.forEach(candidate -> methods.addAll(candidate.node.methods.keySet()));
    if (methods.contains(GET)) {
      methods.add(HEAD);
    }
    return String.join(", ", methods);
  }

  private static Map<String, String> named(Candidate candidate) {
    if (candidate.values.isEmpty()) {
      return Map.of();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < candidate.values.size(); i++) {
      values.put(candidate.node.names.get(i), candidate.values.get(i));
    }
    return values;
  }
}
