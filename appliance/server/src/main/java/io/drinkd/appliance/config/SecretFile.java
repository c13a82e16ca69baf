package io.drinkd.appliance.config;

import io.drinkd.appliance.store.postgres.BankPassword;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of a password that may change while the appliance runs. */
record SecretFile(Path file) implements BankPassword.Source {

  @Override
  public String read() throws IOException {
    if (Files.size(file) > SecretReader.MAX_BYTES) {
      throw new IOException("it has more than " + SecretReader.MAX_BYTES + " bytes");
    }
    if (SecretReader.isOpenToOthers(file)) {
      throw new IOException("it is open to others: chmod 600 " + file);
    }
    String line;
    try {
      line = SecretReader.withoutEnds(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new IOException("it has bytes that are no UTF-8", e);
    }
    if (!SecretReader.isOneLine(line)) {
      throw new IOException("it does not have the password on one line");
    }
    return line;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
