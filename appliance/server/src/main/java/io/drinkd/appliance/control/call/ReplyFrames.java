package io.drinkd.appliance.control.call;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What comes back over the control socket: a greeting before anything is asked, then pieces of
 * standard output and standard error as the command writes them, questions, then the exit code. A
 * question is its kind and its text, and the other side sends an {@link Answers answer} to it.
 */
public final class ReplyFrames {

  private static final int OUTPUT = 'o';
  private static final int ERROR = 'e';
  private static final int EXIT = 'x';
  private static final int PASSWORD = 'p';
  private static final int CONFIRM = 'c';
  private static final int FILE = 'f';

  private ReplyFrames() {}

  /** A stream whose bytes arrive as the other side's standard output. */
  public static OutputStream output(DataOutputStream to) {
    return new Pieces(to, OUTPUT);
  }

  /** A stream whose bytes arrive as the other side's standard error. */
  public static OutputStream error(DataOutputStream to) {
    return new Pieces(to, ERROR);
  }

  /** Has the other side ask for a password. */
  public static void askPassword(DataOutputStream to) throws IOException {
    to.writeByte(PASSWORD);
    to.flush();
  }

  /** Has the other side read a file that its command line names. */
  public static void askForFile(DataOutputStream to, String named, int most) throws IOException {
    to.writeByte(FILE);
    to.writeUTF(named);
    to.writeInt(most);
    to.flush();
  }

  /** Has the other side ask a question that is answered yes or no. */
  public static void askToConfirm(DataOutputStream to, String question) throws IOException {
    to.writeByte(CONFIRM);
    to.writeUTF(question);
    to.flush();
  }

  /** The first frame: the appliance runs, and will take the command. */
  public static void greet(DataOutputStream to) throws IOException {
    // Whoever expects none, for its version is older, passes it on as nothing.
    probe(to);
  }

  /**
   * Waits until a greeting arrives, or a refusal in its place.
   *
   * @param from supports marks; {@link #receive} takes what has arrived
   * @throws IOException if the connection ends before
   */
  static void awaitGreeting(DataInputStream from) throws IOException {
    from.mark(1);
    from.readUnsignedByte();
    from.reset();
  }

  /**
   * Sends what nobody sees.
   *
   * @throws IOException if nobody is there any more who would receive it
   */
  public static void probe(DataOutputStream to) throws IOException {
    new Pieces(to, OUTPUT).writeEmpty();
    to.flush();
  }

  /** The last frame. */
  public static void exit(DataOutputStream to, int code) throws IOException {
    to.writeByte(EXIT);
    to.writeShort(code);
    to.flush();
  }

  /**
   * Passes on what comes until the exit code does.
   *
   * @param named the words of the command line: no other files are sent
   * @param answers takes the answers to questions
   * @return the exit code
   * @throws OutputClosedException if nobody reads the output any more
   * @throws IOException if the connection ends before, or something else than a reply comes
   */
  public static int receive(
      DataInputStream from, DataOutputStream answers, List<String> named, Terminal terminal)
      throws IOException {
    while (true) {
      int kind = from.readUnsignedByte();
      switch (kind) {
        case OUTPUT -> pass(from, terminal.out());
        case ERROR -> pass(from, terminal.err());
        case PASSWORD -> sendPassword(answers, terminal);
        case FILE -> sendFile(answers, from.readUTF(), from.readInt(), named, terminal);
        case CONFIRM -> Answers.send(answers, terminal.confirm(from.readUTF()));
        case EXIT -> {
          return from.readUnsignedShort();
        }
        default -> throw unknown();
      }
    }
  }

  private static void pass(DataInputStream from, OutputStream to) throws IOException {
    byte[] piece = Pieces.read(from);
    try {
      to.write(piece);
      to.flush();
    } catch (IOException e) {
      throw OutputClosedException.of(e);
    }
  }

  private static void sendPassword(DataOutputStream answers, Terminal terminal) throws IOException {
    String typed;
    try {
      typed = terminal.password();
    } catch (IOException e) {
      Answers.sendFailure(answers, e);
      return;
    }
    Answers.sendPassword(answers, typed);
  }

  /**
   * Sends none that the operator has not named: whoever has broken into the appliance must not be
   * able to read what root can. A file that the appliance no longer takes is sent no further: why
   * is in what comes next.
   */
  private static void sendFile(
      DataOutputStream answers, String file, int most, List<String> named, Terminal terminal)
      throws IOException {
    Untaken to = new Untaken(Answers.file(answers));
    try {
      if (!named.contains(file)) {
        throw new IOException(file + ": the appliance asks for a file that you have not named");
      }
      terminal.file(file, most, to);
      to.flush();
      if (!to.failed) {
        Answers.endFile(answers);
      }
    } catch (IOException e) {
      if (!to.failed) {
        Answers.sendFailure(answers, e);
      }
    }
  }

  /** Notes that the other side takes no more. */
  private static final class Untaken extends FilterOutputStream {

    private boolean failed;

    Untaken(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }

  private static IOException unknown() {
    return new IOException("the reply cannot be read: does an appliance of another version run?");
  }
}
