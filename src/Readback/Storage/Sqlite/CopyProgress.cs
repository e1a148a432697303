namespace Readback.Storage.Sqlite;

/// <summary>How far a copy has come.</summary>
/// <param name="Step">What is being done, in a word or two.</param>
/// <param name="Done">Bytes done in this step.</param>
/// <param name="Total">Bytes of this step; 0 where that is not known.</param>
internal readonly record struct CopyProgress(string Step, long Done, long Total);
