using Readback.Directory;
using Readback.Text;

namespace Readback.Accounts;

/// <summary>A user as a table of users has it.</summary>
/// <param name="Line">Where in the file.</param>
/// <param name="Input">The fields; no password where one is to be made.</param>
/// <param name="Roles">Roles to have.</param>
/// <param name="Spaces">Spaces to be a member of, by name.</param>
internal sealed record ImportedUser(int Line, UserInput Input, IReadOnlyList<string> Roles, IReadOnlyList<string> Spaces);

/// <summary>Something wrong in a table of users.</summary>
internal sealed record ImportFault(int Line, string Text);

/// <summary>
/// Reads a table of users: a row of names of columns, then a row for each user. Every fault is found, not only the first, so
/// that a file is put right in one go.
/// </summary>
internal sealed class ImportTable(DirectoryCache directory)
{
    /// <summary>Users in one file.</summary>
    public const int MaxUsers = 10_000;

    /// <summary>Divides the names of spaces, and of roles, in one cell.</summary>
    public const char BetweenNames = '|';

    private static readonly string[] Columns = ["username", "email", "phone", "spaces", "roles", "password", "requirePasswordReset"];

    private readonly List<ImportFault> _faults = [];

    /// <summary>The users; to be used only where there is no fault.</summary>
    public (IReadOnlyList<ImportedUser> Users, IReadOnlyList<ImportFault> Faults) Read(string text)
    {
        var records = CsvRecords.Read(text, Fault);
        if (records.Count == 0)
        {
            Fault(1, $"the file is empty: its first line names the columns, of which there are {string.Join(", ", Columns)}.");
            return ([], _faults);
        }
        var header = records[0].Cells.Select(name => name.Trim()).ToList();
        CheckHeader(records[0].Line, header);
        if (records.Count - 1 > MaxUsers)
        {
            Fault(records[MaxUsers + 1].Line, $"a file holds {MaxUsers} users at most.");
        }
        var users = _faults.Count == 0 ? records.Skip(1).Select(record => User(record, header)).OfType<ImportedUser>().ToList() : [];
        CheckNames(users);
        return (users, [.. _faults.OrderBy(fault => fault.Line)]);
    }

    private void CheckHeader(int line, List<string> header)
    {
        foreach (var name in header.Where(name => !Columns.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            Fault(line, $"there is no column \"{name}\"; there are {string.Join(", ", Columns)}.");
        }
        foreach (var name in Columns.Where(name => header.Count(each => each.Equals(name, StringComparison.OrdinalIgnoreCase)) > 1))
        {
            Fault(line, $"the column {name} stands there twice.");
        }
        if (!header.Contains("username", StringComparer.OrdinalIgnoreCase))
        {
            Fault(line, "the column username is missing.");
        }
    }

    private ImportedUser? User(CsvRecord record, List<string> header)
    {
        if (record.Cells.Count != header.Count)
        {
            Fault(record.Line, $"has {record.Cells.Count} cells, and the first line names {header.Count} columns.");
            return null;
        }
        var input = new UserInput
        {
            Username = Cell("username"), Email = Given("email"), Phone = Given("phone"), Password = Given("password"), Enabled = true,
        };
        input.RequirePasswordReset = MustChange(record.Line, Given("requirePasswordReset"), input.Password is null);
        var user = new ImportedUser(record.Line, input, Names("roles"), Names("spaces"));
        Check(user);
        return user;

        string Cell(string column) =>
            header.FindIndex(name => name.Equals(column, StringComparison.OrdinalIgnoreCase)) is var place and >= 0 ? record.Cells[place] : "";

        string? Given(string column) => Cell(column) is { Length: > 0 } cell ? cell : null;

        IReadOnlyList<string> Names(string column) =>
            Cell(column).Split(BetweenNames, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Who gets a password that was made up changes it, unless the file says otherwise.</summary>
    private bool MustChange(int line, string? given, bool isMadeUp)
    {
        if (given is null || bool.TryParse(given, out var must))
        {
            return given is null ? isMadeUp : bool.Parse(given);
        }
        Fault(line, "requirePasswordReset: must be true or false.");
        return must;
    }

    private void Check(ImportedUser user)
    {
        var input = user.Input;
        string?[] problems =
        [
            UserRules.CheckUsername(input.Username)?.Detail,
            input.Password is null ? null : PasswordRule.Check("password", input.Password, input.Username!)?.Detail,
            UserRules.CheckContact(input.Email, null)?.Detail,
            UserRules.CheckContact(null, input.Phone)?.Detail,
            directory.UsernameOnRecord(input.Username!) is null ? null : UserAdministration.NameTaken.Detail,
            .. user.Roles.Where(role => !Roles.IsKnown(role))
                .Select(role => $"roles: {role} is not one of {Roles.Admin}, {Roles.Auditor}, {Roles.Operator}."),
            .. user.Spaces.Where(space => !directory.TryGetSpace(space, out _)).Select(space => $"spaces: there is no space {space}."),
        ];
        foreach (var problem in problems.OfType<string>())
        {
            Fault(user.Line, problem);
        }
    }

    private void CheckNames(IEnumerable<ImportedUser> users)
    {
        foreach (var same in users.GroupBy(user => CaseFolding.Fold(user.Input.Username!)).Where(same => same.Key.Length > 0))
        {
            foreach (var again in same.Skip(1))
            {
                Fault(again.Line, $"username: line {same.First().Line} has this name already.");
            }
        }
    }

    private void Fault(int line, string text) => _faults.Add(new ImportFault(line, text));
}
