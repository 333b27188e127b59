@getting-there
Feature: Getting there
  Who logs in here, from when, and whom to ask when it does not work.

  @ENTRY-3
  Scenario: The front page names the network environments whose pupils log in elsewhere
    When Noor is at the front page
    Then the page names every network environment of the guide and its instructions

  @ENTRY-4
  Scenario: After a wrong code the page says to ask the teacher
    Given Noor is asked for her home code
    When Noor enters a code that is one letter off
    Then the page says that the code is wrong
    And the page says to ask the teacher
    And the page offers no help desk

  @ENTRY-4
  Scenario: After a wrong password the page says to ask the teacher
    Given Noor is asked for her password
    When Noor enters a wrong password
    Then the page says that the password is wrong
    And the page says to ask the teacher
    And the page offers no help desk

  @ENTRY-4
  Scenario: While blocked the page says to ask the teacher
    Given Noor's home account is blocked
    When Noor tries her password
    Then the page says that her home account is blocked
    And the page says to ask the teacher
    And the page offers no help desk

  @ENTRY-5 @needs-clock
  Scenario: A minute before 23 July 2021 the code is not asked for and the page says from when
    Given it is 2021-07-22T23:59:00+02:00
    When Noor goes to the home address
    Then the page says that logging in starts on 23 July 2021
    And no code is asked

  @ENTRY-5 @needs-clock
  Scenario: From 23 July 2021 the code lets a pupil in
    Given it is 2021-07-23T00:00:00+02:00
    When Noor verifies her home code
    Then Noor can log in

  @ENTRY-5 @needs-clock
  Scenario: A code page from before 23 July 2021 does not let a pupil in either
    Given it is 2021-07-24T12:00:00+02:00
    And Noor is asked for her home code
    And it is 2021-07-22T23:59:00+02:00
    When Noor types her home code by hand
    Then the page says that logging in starts on 23 July 2021
    And no pupil is shown
