export const tree = ['a', 'b']
