package io.drinkd.appliance.web.exchange;

import java.util.concurrent.CompletionStage;

/** Answers requests of one method and path. May be called on any number of threads at once. */
@FunctionalInterface
public interface Resource {

  /**
   * The answer. It may throw, or complete with, {@link RequestException} and {@link
   * io.drinkd.appliance.failure.RefusedException}; anything else is a fault of ours, and logged.
   * What comes from a service's future is best turned into a reply by {@link Exchange#reply}, which
   * leaves the thread that completed it.
   */
  CompletionStage<Reply> answer(Exchange exchange);
}
