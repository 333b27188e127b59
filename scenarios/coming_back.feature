@coming-back
Feature: What the cookie is worth
  It lasts a school year, and nobody can make one.

  @COOKIE-4 @in-any-environment
  Scenario: The cookie lasts a school year and no longer than 400 days
    Given Noor is asked for her home code
    When Noor types her home code by hand
    Then the portal has placed a cookie that lasts from 300 to 400 days

  @COOKIE-4 @needs-clock
  Scenario: After 300 days the portal still knows the device
    Given Noor has verified her home code
    When 300 days pass
    And Noor goes to the home address
    Then Noor sees her name

  @COOKIE-5
  Scenario Outline: A device does not learn a pupil from a tampered cookie
    Given Noor has verified her home code
    And the cookies of the portal are <tampered>
    When Noor goes to the home address
    Then Noor is asked for her home code
    And no pupil is shown

    Examples:
      | tampered  |
      | garbled   |
      | cut short |
      | made up   |
