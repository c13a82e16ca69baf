package io.drinkd.appliance.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A network of namespaces with this process in the middle: each site has a wire to the database and
 * another one to boards and members, which can be cut, made slow, or made to lose packets. Only for
 * a process that was begun by {@link #prefix}, so that nothing of the host's network is touched,
 * and that all is gone when it ends.
 */
public final class PrivateNetwork implements AutoCloseable {

  /** Where all sites reach the database; an address that is for tests of networks. */
  public static final String BANK = "198.18.0.1";

  /** Where all sites reach boards. */
  public static final String BOARDS = "198.19.0.1";

  private static final String NOWHERE = "02:00:00:00:00:01";

  private final List<Site> sites = new ArrayList<>();

  /** A network namespace. */
  public static final class Site {
    private final int number;
    private final ChildProcess holder;

    private Site(int number) throws IOException {
      this.number = number;
      this.holder =
          new ChildProcess(
              "site " + number,
              new ProcessBuilder("unshare", "--net", "sh", "-c", "echo begun; exec sleep 100000"));
      holder.await(Pattern.compile("begun"));
    }

    /** What a command line begins with that runs there. */
    public List<String> prefix() {
      return List.of("nsenter", "--net=" + namespace());
    }

    /** Its address for members. */
    public String host() {
      return "198.19." + number + ".2";
    }

    private Path namespace() {
      return Path.of("/proc/" + holder.pid() + "/ns/net");
    }

    private void inside(String line) {
      Commands.run("nsenter --net=" + namespace() + " " + line);
    }

    /** Connects it: the near ends are here, the far ones there. */
    private void connect() {
      wire("bank", "198.18." + number, BANK);
      wire("house", "198.19." + number, BOARDS);
      inside("ip link set lo up");
    }

    private void wire(String name, String network, String target) {
      String near = name + number;
      Commands.run("ip link add " + near + " type veth peer name " + name + " netns " + pid());
      Commands.run("ip addr add " + network + ".1/30 dev " + near);
      Commands.run("ip link set " + near + " up");
      inside("ip addr add " + network + ".2/30 dev " + name);
      inside("ip link set " + name + " up");
      inside("ip route add " + target + " via " + network + ".1 dev " + name);
    }

    private long pid() {
      return holder.pid();
    }

    /** Pulls the plug of its wire to the database, or puts it in again. */
    public void cutBank(boolean now) {
      Commands.run("ip link set bank" + number + (now ? " down" : " up"));
    }

    /** The same of its wire to boards and members. */
    public void cutHouse(boolean now) {
      Commands.run("ip link set house" + number + (now ? " down" : " up"));
    }

    /** Loses all that it sends to the database, without a word to anybody, or no more. */
    public void loseRequests(boolean now) {
      String next = "198.18." + number + ".1";
      inside(neighbour(now, next, "bank"));
    }

    /** The same of all that the database sends to it. */
    public void loseReplies(boolean now) {
      Commands.run(neighbour(now, "198.18." + number + ".2", "bank" + number));
    }

    /** A neighbour who is not there gets the packets. */
    private static String neighbour(boolean lost, String address, String device) {
      return lost
          ? "ip neigh replace " + address + " lladdr " + NOWHERE + " nud permanent dev " + device
          : "ip neigh del " + address + " dev " + device;
    }

    /** Has its wire to the database carry so many bits a second either way; empty for all. */
    public void slowBank(Optional<String> rate) {
      String near = "tc qdisc " + verb(rate) + " dev bank" + number + " root" + limit(rate);
      String far = "tc qdisc " + verb(rate) + " dev bank root" + limit(rate);
      Commands.run(near);
      inside(far);
    }

    private static String verb(Optional<String> rate) {
      return rate.isPresent() ? "add" : "del";
    }

    private static String limit(Optional<String> rate) {
      return rate.map(r -> " tbf rate " + r + " burst 1600 limit 100000").orElse("");
    }
  }

  private PrivateNetwork() {}

  /**
   * What a command line begins with that runs in a network, and with folders, of its own; empty
   * where that is not possible.
   */
  public static List<String> prefix() {
    List<List<String>> known =
        List.of(
            List.of("unshare", "--net", "--mount"),
            List.of("unshare", "--user", "--map-root-user", "--net", "--mount"));
    return known.stream()
        .filter(
            one ->
                Commands.works(
                    String.join(" ", one)
                        + " sh -c 'ip link add probe0 type veth && mount -t tmpfs none /mnt'"))
        .findFirst()
        .orElse(List.of());
  }

  /** Whether links can be made slow. */
  public static boolean canSlow() {
    return Commands.works("tc qdisc add dev lo root tbf rate 1gbit burst 100k limit 100k")
        && Commands.works("tc qdisc del dev lo root");
  }

  /** Makes the network of a process that was begun by {@link #prefix}. */
  public static PrivateNetwork make(int sites) throws IOException {
    Commands.run("ip link set lo up");
    Commands.run("ip addr add " + BANK + "/32 dev lo && ip addr add " + BOARDS + "/32 dev lo");
    PrivateNetwork network = new PrivateNetwork();
    for (int i = 1; i <= sites; i++) {
      Site site = new Site(i);
      network.sites.add(site);
      Awaitility.await().until(() -> !namespaceOf("self").equals(namespaceOf("" + site.pid())));
      site.connect();
    }
    return network;
  }

  private static Path namespaceOf(String process) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/" + process + "/ns/net"));
  }

  /** One of the sites, from 0. */
  public Site site(int number) {
    return sites.get(number);
  }

  @Override
  public void close() {
    sites.forEach(site -> site.holder.kill());
  }
}
