@the-block
Feature: The block
  Enter a wrong code or password ten times, and your home account is blocked for an hour. Only the teacher can unlock it
  within that time.

  @LOCK-1
  Scenario: The tenth wrong password blocks the home account
    Given Noor has entered 9 wrong passwords
    When Noor tries a wrong password
    Then the page says that her home account is blocked
    And Noor cannot log in because her home account is blocked

  @LOCK-1 @needs-clock
  Scenario: Wrong passwords of half an hour ago count too
    Given Noor has entered 8 wrong passwords
    And 30 minutes have passed
    When Noor keeps entering wrong passwords
    Then Noor is blocked before she has entered 8 more

  @LOCK-2
  Scenario: Nine wrong passwords do not block the home account
    Given Noor has entered 8 wrong passwords
    When Noor tries a wrong password
    Then the page says that the password is wrong
    And Noor can log in

  @LOCK-2
  Scenario: Nine wrong codes do not block the home account
    Given Noor has entered 8 wrong codes
    When Noor enters a code that is one letter off
    Then the page says that the code is wrong
    And Noor can log in

  @LOCK-3
  Scenario: The tenth wrong code blocks the home account
    Given Noor has verified her home code
    And Noor has entered 9 wrong codes
    When Noor enters a code that is one letter off
    Then the page says that her home account is blocked
    And Noor cannot verify her home code because her home account is blocked
    And Noor cannot log in because her home account is blocked

  @LOCK-4
  Scenario: Wrong codes and wrong passwords count together
    Given Noor has entered 8 wrong codes
    When Noor keeps entering wrong passwords
    Then Noor is blocked before she has entered 8 more

  @LOCK-4
  Scenario: Wrong passwords and wrong codes count together
    Given Noor has entered 8 wrong passwords
    When Noor keeps entering wrong codes
    Then Noor is blocked before she has entered 8 more

  @LOCK-5 @in-any-environment
  Scenario: While blocked the right password is refused and the page says until when
    Given Noor's home account is blocked
    When Noor tries her password
    Then the page says that her home account is blocked
    And the page says until when
    And the lesson materials of Noor are out of reach

  @LOCK-5
  Scenario: While blocked the right code is refused and the page says until when
    Given Noor's home account is blocked
    When Noor enters her home code on the laptop
    Then the page says that her home account is blocked on the laptop
    And the page says until when on the laptop
    And no pupil is shown on the laptop

  @LOCK-6 @needs-clock
  Scenario: After 59 minutes the home account is still blocked
    Given Noor's home account is blocked
    When 59 minutes pass
    Then Noor cannot log in because her home account is blocked

  @LOCK-6 @needs-clock
  Scenario: After 60 minutes the block is over
    Given Noor's home account is blocked
    When 60 minutes pass
    Then Noor can log in

  @LOCK-7 @needs-school-login
  Scenario: At school the pupil logs in as ever
    Given Noor's home account is blocked
    When Noor logs in at school
    Then Noor sees her lesson materials on the school computer
    And Noor cannot log in because her home account is blocked

  @LOCK-8
  Scenario: A brother on the same device is not blocked
    Given Daan has verified his home code
    And Noor's home account is blocked
    Then Daan can log in

  @LOCK-8
  Scenario: A brother can verify his code on the device of who is blocked
    Given Noor's home account is blocked
    When Daan verifies his home code
    Then Daan can log in

  @LOCK-9
  Scenario: Failures on two devices count together
    Given Noor has entered 8 wrong passwords on the tablet
    When Noor keeps entering wrong passwords on the laptop
    Then Noor is blocked before she has entered 8 more

  @LOCK-9
  Scenario: The block holds where she logged in before, on a page that was already asking for the password
    Given Noor has logged in on the laptop
    And Noor has logged out on the laptop
    And Noor is asked for her password on the laptop
    And Noor's home account is blocked
    When Noor enters her password on the laptop
    Then the page says that her home account is blocked on the laptop

  @LOCK-10 @needs-clock
  Scenario: Guessing while blocked does not make the block longer
    Given Noor's home account is blocked
    And 50 minutes have passed
    When Noor keeps guessing while blocked
    And 10 minutes pass
    Then Noor can log in

  @LOCK-11
  Scenario: Logging in sets the count back to zero
    Given Noor has entered 8 wrong passwords
    And Noor has logged in
    And Noor has logged out
    When Noor enters 8 wrong passwords
    Then the page says that the password is wrong
    And Noor can log in

  @LOCK-12 @needs-clock
  Scenario: When the hour is over the count starts at zero
    Given Noor's home account is blocked
    And 60 minutes have passed
    When Noor enters 8 wrong passwords
    Then the page says that the password is wrong
    And Noor can log in

  @LOCK-13
  Scenario: Wrong passwords at the same moment are counted one by one
    Given Noor has entered 6 wrong passwords
    When 8 wrong passwords for Noor are sent at the same moment
    Then no more than 4 of them were tried
    And Noor cannot log in because her home account is blocked

  @LOCK-13
  Scenario: Wrong codes at the same moment are counted one by one
    Given Noor has entered 6 wrong codes
    When 8 wrong codes for Noor are sent at the same moment
    Then no more than 4 of them were tried
    And Noor cannot verify her home code because her home account is blocked

  @UNLOCK-1 @needs-teacher
  Scenario: The pupil's teacher unlocks the account within the hour
    Given Noor's home account is blocked
    When juf Anna unlocks the home account of Noor
    Then Noor can log in

  @UNLOCK-2 @needs-teacher
  Scenario: Teachers of others do not find the pupil
    Given Noor's home account is blocked
    When meester Tom looks for the home account of Noor
    Then meester Tom does not find Noor
    When juf Els looks for the home account of Noor
    Then juf Els does not find Noor
    And Noor cannot log in because her home account is blocked

  @UNLOCK-2 @needs-teacher
  Scenario: Teachers of others cannot send the unlocking of the pupil's own teacher
    Given Noor's home account is blocked
    And juf Anna has the home account of Noor before her
    When meester Tom sends what juf Anna would send to unlock Noor
    And juf Els sends what juf Anna would send to unlock Noor
    Then Noor cannot log in because her home account is blocked

  @UNLOCK-2 @needs-teacher
  Scenario: Nobody at home can send the unlocking of the teacher
    Given Daan has logged in on the laptop
    And Noor's home account is blocked
    And juf Anna has the home account of Noor before her
    When somebody at home sends what juf Anna would send to unlock Noor
    And Daan sends what juf Anna would send to unlock Noor on the laptop
    Then Noor cannot log in because her home account is blocked

  @UNLOCK-2
  Scenario: A brother who logs in, and forgetting the device, do not unlock
    Given Daan has verified his home code
    And Noor's home account is blocked
    And Daan has logged in
    And Daan has logged out
    When the device is forgotten
    Then Noor cannot verify her home code because her home account is blocked

  @UNLOCK-3 @needs-teacher
  Scenario: Unlocking sets the count back to zero
    Given Noor's home account is blocked
    And juf Anna has unlocked the home account of Noor
    When Noor enters 8 wrong passwords
    Then the page says that the password is wrong
    And Noor can log in

  @UNLOCK-4 @needs-teacher
  Scenario: The teacher sees who is blocked and until when
    Given Noor's home account is blocked
    When juf Anna looks at her group
    Then juf Anna sees that Noor is blocked and until when
    And juf Anna sees that Sem is not blocked
