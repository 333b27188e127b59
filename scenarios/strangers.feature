Feature: Strangers
  Whoever tries codes that are nobody's is slowed down, blocks nobody, and does not learn who has an account.

  @LOCK-14 @the-block @comes-last
  Scenario: Codes that are nobody's slow the device down, and block nobody who is known there
    Given Noor has entered 5 wrong passwords
    When Noor keeps entering codes that are nobody's
    Then Noor has to wait before the next code
    And Noor can log in

  @LOCK-14 @the-block @needs-addresses @comes-last
  Scenario: A stranger who clears the cookies is slowed down by the address, and Noor is not
    When a stranger keeps entering codes that are nobody's and clearing the cookies
    Then the stranger has to wait before the next code
    And Noor can log in

  @SAFE-6 @safe-and-for-everyone
  Scenario: A code that is nobody's and a wrong code of somebody get the same answer
    When a code that is nobody's is tried on the tablet
    And a wrong code of Noor is tried on the laptop
    Then both got the same answer
