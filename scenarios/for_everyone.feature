@safe-and-for-everyone
Feature: For everyone
  Not every child, parent or teacher sees well, holds a mouse, or has a new and large device.

  @A11Y-1 @in-any-environment
  Scenario: axe finds nothing wrong on the screens of the whole login
    When Noor goes through the whole login
    Then axe finds no violation of WCAG 2.1 A or AA on any screen

  @A11Y-1 @needs-password-pictures
  Scenario: axe finds nothing wrong on the password pictures
    When Jip goes through the password pictures
    Then axe finds no violation of WCAG 2.1 A or AA on any screen

  @A11Y-1
  Scenario: axe finds nothing wrong while the home account is blocked
    Given Noor's home account is blocked
    When Noor goes through the login while blocked
    Then axe finds no violation of WCAG 2.1 A or AA on any screen

  @A11Y-1 @needs-teacher
  Scenario: axe finds nothing wrong on the teacher's screens
    Given Noor's home account is blocked
    When juf Anna goes through her screens and unlocks Noor
    Then axe finds no violation of WCAG 2.1 A or AA on any screen

  @A11Y-1 @needs-school-login
  Scenario: axe finds nothing wrong on the screens at school
    When Noor goes through the login at school
    Then axe finds no violation of WCAG 2.1 A or AA on any screen

  @A11Y-2
  Scenario: Noor logs in and out with the keyboard alone
    When Noor logs in with the keyboard alone
    Then Noor sees her lesson materials
    When Noor opens a lesson material with the keyboard alone
    Then Noor sees that lesson material
    When Noor logs out with the keyboard alone
    Then nothing of Noor's lesson materials can be seen

  @A11Y-2 @needs-password-pictures
  Scenario: Jip logs in with the keyboard alone
    When Jip logs in with the keyboard alone, by his password picture
    Then Jip sees his lesson materials

  @A11Y-3
  Scenario: Every picture has a name
    When Noor goes through the whole login
    Then every picture on every screen has a name

  @A11Y-3 @needs-password-pictures
  Scenario: A password picture can be told from another without seeing it or its colour
    Given Jip is asked for his password picture
    Then each password picture can be told from the others by its name, and not by a colour in it

  @A11Y-4
  Scenario Outline: On a tablet with little room nothing of the login is lost
    Given the tablet <has little room>
    When Noor goes through the whole login
    Then nothing is lost on any screen

    Examples:
      | has little room           |
      | is 320 pixels wide        |
      | shows text twice as large |

  @A11Y-4 @needs-password-pictures
  Scenario Outline: On a tablet with little room nothing of the password pictures is lost
    Given the tablet <has little room>
    When Jip goes through the password pictures
    Then nothing is lost on any screen

    Examples:
      | has little room           |
      | is 320 pixels wide        |
      | shows text twice as large |

  @A11Y-4 @needs-teacher
  Scenario Outline: On a computer with little room nothing of the teacher's screens is lost
    Given the computer of juf Anna <has little room>
    And Noor's home account is blocked
    When juf Anna goes through her screens and unlocks Noor
    Then nothing is lost on any screen

    Examples:
      | has little room           |
      | is 320 pixels wide        |
      | shows text twice as large |

  @A11Y-5 @in-any-environment
  Scenario: Without JavaScript a pupil logs in and out
    Given the tablet runs no JavaScript
    When Noor logs in
    Then Noor sees her lesson materials
    When Noor opens a lesson material
    Then Noor sees that lesson material
    When Noor logs out
    Then nothing of Noor's lesson materials can be seen

  @A11Y-5 @needs-password-pictures
  Scenario: Without JavaScript a pupil logs in with the password picture
    Given the tablet runs no JavaScript
    When Jip logs in with his password picture
    Then Jip sees his lesson materials
