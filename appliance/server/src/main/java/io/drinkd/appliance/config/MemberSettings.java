package io.drinkd.appliance.config;

import java.util.Optional;

/**
 * What the configuration says about members.
 *
 * @param policy what the house has decided about them
 * @param logins what becomes of wrong logins
 * @param directory how to reach the directory that knows their passwords; empty if the books do, or
 *     if the settings were read without secrets
 */
public record MemberSettings(
    MemberPolicy policy, LoginLimits logins, Optional<DirectorySettings> directory) {}
