package io.drinkd.appliance.member;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be changed of a member; what is empty stays as it is.
 *
 * @param balance what the member shall have, held credits included
 * @param floor what the available credits shall never go below
 * @param admin whether admin verbs shall be allowed
 */
public record MemberEdit(OptionalLong balance, OptionalLong floor, Optional<Boolean> admin) {}
