package io.drinkd.appliance;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.call.Call;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * The entry point: has an operator's command carried out by the appliance that runs, and is the
 * whole program only where that is not possible. Until then it needs nothing but Java's own base.
 */
public final class Drinkd {

  private Drinkd() {}

  /** Ends the process with a code of {@link ExitCode}. */
  public static void main(String[] arguments) {
    OptionalInt code;
    try {
      code = Call.run(List.of(arguments), ProcessTerminal.here());
    } catch (IOException e) {
      System.err.println(FileFailure.line(e));
      code = OptionalInt.of(ExitCode.UNUSABLE_FILES);
    }
    if (code.isPresent()) {
      // No hooks are to be waited for, and nothing is buffered.
      Runtime.getRuntime().halt(code.getAsInt());
    }
    Main.main(arguments);
  }
}
