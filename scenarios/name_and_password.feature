@name-and-password
Feature: The name and the password
  The names on the screen are few, and the password is the one of school.

  @PICK-2
  Scenario: Only the pupil whose code was verified is shown, by the first name
    Given Sem is a classmate of Noor
    When Noor verifies her home code
    Then Noor sees her name
    And the device does not know Sem
    And no surname is shown

  @SECRET-1 @needs-school-login
  Scenario: The password that was used at school opens the lesson materials at home
    Given Noor has logged in at school
    When Noor tries her password
    Then Noor sees her lesson materials

  @SECRET-2 @needs-password-pictures @in-any-environment
  Scenario: The password picture of school opens the lesson materials
    Given Jip is asked for his password picture
    When Jip clicks his password picture
    Then Jip sees his lesson materials

  @SECRET-3 @needs-password-pictures
  Scenario: A wrong picture opens nothing
    Given Jip is asked for his password picture
    When Jip clicks a wrong password picture
    Then the page says that the picture is wrong
    And the lesson materials of Jip are out of reach

  @LOCK-4 @needs-password-pictures
  Scenario: Wrong codes and wrong pictures count together
    Given Jip has entered 8 wrong codes
    When Jip keeps clicking wrong password pictures
    Then Jip is blocked before he has entered 8 more

  @SECRET-4
  Scenario: A password that was changed at school counts at home at once
    Given Noor has verified her home code
    And the school gives Noor another password
    When Noor tries her password
    Then Noor sees her lesson materials

  @SECRET-4
  Scenario: The password from before does not count any more
    Given Noor has logged in
    And Noor has logged out
    And the school gives Noor another password
    When Noor tries the password from before
    Then the page says that the password is wrong
    And the lesson materials of Noor are out of reach

  @SECRET-4 @needs-password-pictures
  Scenario: A picture that was changed at school counts at home at once
    Given the school gives Jip another password picture
    And Jip is asked for his password picture
    When Jip clicks his password picture
    Then Jip sees his lesson materials

  @SECRET-5 @needs-school-login
  Scenario: At school the same name and password suffice
    When Noor logs in at school
    Then Noor sees her lesson materials on the school computer

  @SECRET-5 @needs-school-login
  Scenario: At school a wrong password opens nothing
    When Noor tries a wrong password at school
    Then the page says that the password is wrong on the school computer
    And the lesson materials of Noor are out of reach on the school computer
