package io.drinkd.appliance.directory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.driver.testkit.ReservedPort;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A real LDAP server on two ports: ldaps, and ldap with StartTLS. It knows bob (iButton 01ab), the
 * admin alice, and drinkd, who may look them up; a password is the name and {@code -secret}.
 */
public final class TestDirectory implements AutoCloseable {

  static final String BASE = "ou=people,dc=example,dc=net";
  static final String GROUP = "cn=drink,dc=example,dc=net";
  static final String ACCOUNT = "uid=drinkd,dc=example,dc=net";

  private final InMemoryDirectoryServer server;

  /** Nobody else gets them once it is off the network. */
  private final List<ReservedPort> ports;

  private final Path trust;
  private final Answers answers;

  /** Answers searches in a way that no well-kept directory does, once told to. */
  private static final class Answers extends InMemoryOperationInterceptor {
    volatile boolean endless;
    volatile String failure = "";
    final AtomicInteger searches = new AtomicInteger();

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request)
        throws LDAPException {
      searches.incrementAndGet();
      if (!failure.isEmpty()) {
        throw new LDAPException(ResultCode.OTHER, failure);
      }
      while (endless) {
        request.sendSearchEntry(new Entry("uid=bob," + BASE, new Attribute("uid", "bob")));
      }
    }
  }

  /** Starts it on loopback. */
  public static TestDirectory start(Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.make("EC");
    Path trust = folder.resolve("directory.pem");
    certificate.write(trust, folder.resolve("directory-key.pem"));
    SSLContext context = certificate.serving();
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=net");
    InetAddress here = InetAddress.getByName("127.0.0.1");
    List<ReservedPort> ports = List.of(ReservedPort.any(), ReservedPort.any());
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig(
            "ldap", here, ports.get(0).number(), context.getSocketFactory()),
        InMemoryListenerConfig.createLDAPSConfig(
            "ldaps",
            here,
            ports.get(1).number(),
            context.getServerSocketFactory(),
            context.getSocketFactory()));
    config.setSchema(null);
    Answers answers = new Answers();
    config.addInMemoryOperationInterceptor(answers);
    InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
    server.add("dn: dc=example,dc=net", "objectClass: domain", "dc: example");
    server.add("dn: " + BASE, "objectClass: organizationalUnit", "ou: people");
    person(server, ACCOUNT, "drinkd", "none");
    person(server, "uid=bob," + BASE, "bob", "01ab");
    person(server, "uid=alice," + BASE, "alice", "02cd");
    server.add(
        "dn: " + GROUP, "objectClass: groupOfNames", "cn: drink", "member: uid=alice," + BASE);
    server.startListening();
    return new TestDirectory(server, ports, trust, answers);
  }

  private TestDirectory(
      InMemoryDirectoryServer server, List<ReservedPort> ports, Path trust, Answers answers) {
    this.server = server;
    this.ports = ports;
    this.trust = trust;
    this.answers = answers;
  }

  private static void person(InMemoryDirectoryServer server, String dn, String name, String ibutton)
      throws Exception {
    server.add(
        "dn: " + dn,
        "objectClass: inetOrgPerson",
        "uid: " + name,
        "cn: " + name,
        "sn: " + name,
        "ibutton: " + ibutton,
        "userPassword: " + name + "-secret");
  }

  /** The port of a listener: ldap or ldaps. */
  public int port(String listener) {
    return server.getListenPort(listener);
  }

  /** The certificate file that a client has to trust. */
  public Path trust() {
    return trust;
  }

  /** How often it was asked for somebody. */
  int searches() {
    return answers.searches.get();
  }

  /** Takes somebody out of the group of admins, who is alone in it. */
  void emptyGroup() throws Exception {
    server.modify("dn: " + GROUP, "changetype: modify", "delete: member");
  }

  /** Takes somebody out of the directory. */
  void remove(String name) throws Exception {
    server.delete("uid=" + name + "," + BASE);
  }

  /** Gives somebody's entry another value of an attribute. */
  void add(String name, String attribute, String value) throws Exception {
    server.modify(
        "dn: uid=" + name + "," + BASE,
        "changetype: modify",
        "add: " + attribute,
        attribute + ": " + value);
  }

  /** From now on searches find entries without end, or not any more. */
  void answerWithoutEnd(boolean endless) {
    answers.endless = endless;
  }

  /** From now on searches fail, and say that. */
  void failWith(String why) {
    answers.failure = why;
  }

  /** Takes it off the network. */
  public void goAway() {
    answers.endless = false;
    server.shutDown(true);
  }

  @Override
  public void close() {
    goAway();
    ports.forEach(ReservedPort::close);
  }
}
