"""The map of the land: communes, areas, points, distances. Knows no service and no person."""
