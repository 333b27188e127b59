@the-teacher
Feature: The teacher
  The teacher gives the code printed, and can also mail it to the parent or guardian.

  @TEACHER-2 @needs-teacher @needs-mail
  Scenario: The teacher mails the code to the parent of that pupil and nobody else's
    Given Sem is a classmate of Noor
    When juf Anna mails the home code of Noor to the parent
    Then the parent of Noor has one mail with her home code
    When Noor verifies the home code from that mail
    Then Noor sees her name
    And the parent of Sem has no mail
